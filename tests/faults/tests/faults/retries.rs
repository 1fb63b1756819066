//! The number of retries, of one call and of all calls of a client.

use dingtalk_client::Options;
use dingtalk_faults::{Act, Ends, Operation, StandIn, error, timed};

use crate::calls::{Reported, call, look_up, send};
use crate::memory::{Memory, fixed, seconds};

fn breaking() -> StandIn {
    StandIn::new(Act::execute_and_respond([]).then(Ends::Close))
}

fn throttling() -> StandIn {
    StandIn::new(Act::respond(error(429, "systemBusy")))
}

#[tokio::test(start_paused = true)]
async fn up_to_the_maximum_of_attempts() {
    for (attempts, sent) in [(0, 1), (1, 1), (2, 2), (3, 3), (5, 5)] {
        let options = || Options::new().attempts(attempts).deadline(seconds(1000));
        for (stand_in, operation, reported) in [
            (throttling(), Operation::Send, Reported::Refused),
            (throttling(), Operation::Convert, Reported::Refused),
            (breaking(), Operation::Convert, Reported::Unknown),
        ] {
            let client = Memory(stand_in.clone()).fixed().with(options());
            let result = call(&client, operation, "m").await;
            assert_eq!((Reported::of(&result), stand_in.log().requests.len()), (reported, sent));
            let error = result.expect_err("each attempt fails");
            assert_eq!((error.attempts() as usize, error.is_retryable()), (sent, true), "{error}");
        }
        let stand_in = breaking();
        let result = send(&Memory(stand_in.clone()).fixed().with(options()), "m").await;
        let error = result.expect_err("each attempt fails");
        assert_eq!((stand_in.log().requests.len(), error.is_retryable()), (1, false), "{error}");
    }
}

/// An earlier attempt that may have been carried out counts even if the last one was refused.
#[tokio::test(start_paused = true)]
async fn with_the_outcome_of_all_attempts() {
    let breaks = || Act::execute_and_respond([]).then(Ends::Close);
    let refuses = || Act::respond(error(400, "invalideChatId"));
    for (acts, reported) in [
        (vec![refuses()], Reported::Refused),
        (vec![breaks(), refuses()], Reported::Unknown),
        (vec![Act::respond(error(429, "systemBusy")), refuses()], Reported::Refused),
        (vec![breaks(), Act::serve()], Reported::Success),
    ] {
        let requests = acts.len();
        let (stand_in, client) = fixed(acts.into_iter());
        let result = look_up(&client, "m").await;
        assert_eq!((Reported::of(&result), stand_in.log().requests.len()), (reported, requests), "{result:?}");
    }
}

/// A service that fails all calls gets a hundred retries, not two for each call.
#[tokio::test(start_paused = true)]
async fn within_the_retry_budget() {
    let stand_in = breaking();
    let client = Memory(stand_in.clone()).fixed();
    for _ in 0..300 {
        look_up(&client, "m").await.expect_err("each attempt fails");
    }
    assert_eq!(stand_in.log().requests.len(), 300 + 100);
    assert_eq!(look_up(&client.clone(), "m").await.expect_err("clones share it").attempts(), 1);

    // Ten successes refill one retry.
    stand_in.plan(Act::serve());
    for _ in 0..10 {
        look_up(&client, "m").await.expect("success");
    }
    stand_in.plan(Act::execute_and_respond([]).then(Ends::Close));
    assert_eq!(look_up(&client, "m").await.expect_err("it fails").attempts(), 2);
    assert_eq!(look_up(&client, "m").await.expect_err("it fails").attempts(), 1);
}

/// Calls that failed together do not retry together.
#[tokio::test(start_paused = true)]
async fn with_jitter() {
    let mut ends = Vec::new();
    for _ in 0..8 {
        let stand_in = StandIn::new(vec![Act::respond(error(429, "systemBusy"))].into_iter());
        let (result, took) = timed(send(&Memory(stand_in).fixed(), "m")).await;
        result.expect("the second attempt is served");
        ends.push(took);
    }
    ends.sort_by(f64::total_cmp);
    assert!(ends[7] - ends[0] > 0.01, "{ends:?}");
}
