//! A test without a network.
use waypost::parcels::get::{ErrorCode, Request, Status};
use waypost::runtime::testing::Fake;
use waypost::{ParcelNumber, Waypost};

#[tokio::test(start_paused = true)] // skips the delays of retries
async fn a_parcel_is_in_transit() -> Result<(), Box<dyn std::error::Error>> {
    let fake = Fake::<Waypost>::new();
    fake.on::<Request>().throttle(1).respond_with_example().fail(ErrorCode::UnknownParcel);
    let (client, request) = (fake.client()?, Request::new(ParcelNumber::new("WP1")));
    assert_eq!(client.parcels().get(&request).await?.status, Some(Status::InTransit));
    let error = client.parcels().get(&request).await.unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::UnknownParcel));
    fake.verify()?; // every response was used, and every call had one
    Ok(())
}
