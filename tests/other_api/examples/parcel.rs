//! Prints where a parcel is.
use waypost::parcels::get::{ErrorCode, Request};
use waypost::{Client, ParcelNumber};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().app_credentials("an ID", "a secret").build()?; // or `.token("…")`
    match client.parcels().get(&Request::new(ParcelNumber::new("WP1"))).await {
        Ok(parcel) => println!("{:?} at {:?}", parcel.status, parcel.place),
        Err(error) if error.code() == Some(ErrorCode::UnknownParcel) => println!("check the number"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
