//! How often a call is tried again, alone and together with the other calls of a client.

use dingtalk_client::Options;
use dingtalk_faults::{Act, Ends, Operation, StandIn, error, timed};

use crate::calls::{Told, call, look_up, send};
use crate::memory::{Memory, seconds};

fn breaking() -> StandIn {
    StandIn::new(Act::do_and_say([]).then(Ends::Close))
}

fn throttling() -> StandIn {
    StandIn::new(Act::say(error(429, "systemBusy")))
}

#[tokio::test(start_paused = true)]
async fn as_often_as_the_options_say() {
    for (attempts, sent) in [(0, 1), (1, 1), (2, 2), (3, 3), (5, 5)] {
        let options = || Options::new().attempts(attempts).deadline(seconds(1000));
        for (stand_in, operation, told) in [
            (throttling(), Operation::Send, Told::Refused),
            (throttling(), Operation::Convert, Told::Refused),
            (breaking(), Operation::Convert, Told::Unknown),
        ] {
            let client = Memory(stand_in.clone()).fixed().with(options());
            let result = call(&client, operation, "m").await;
            assert_eq!((Told::of(&result), stand_in.log().requests.len()), (told, sent));
            let error = result.expect_err("each attempt fails");
            assert_eq!((error.attempts() as usize, error.is_retryable()), (sent, true), "{error}");
        }
        let stand_in = breaking();
        let result = send(&Memory(stand_in.clone()).fixed().with(options()), "m").await;
        let error = result.expect_err("each attempt fails");
        assert_eq!((stand_in.log().requests.len(), error.is_retryable()), (1, false), "{error}");
    }
}

/// What an earlier attempt may have done is not forgotten when the last one was refused.
#[tokio::test(start_paused = true)]
async fn with_an_outcome_of_all_attempts_together() {
    let breaks = || Act::do_and_say([]).then(Ends::Close);
    let refuses = || Act::say(error(400, "invalideChatId"));
    for (acts, told) in [
        (vec![refuses()], Told::Refused),
        (vec![breaks(), refuses()], Told::Unknown),
        (vec![Act::say(error(429, "systemBusy")), refuses()], Told::Refused),
        (vec![breaks(), Act::serve()], Told::ResponseFacts),
    ] {
        let requests = acts.len();
        let stand_in = StandIn::new(acts.into_iter());
        let result = look_up(&Memory(stand_in.clone()).fixed(), "m").await;
        assert_eq!((Told::of(&result), stand_in.log().requests.len()), (told, requests), "{result:?}");
    }
}

/// A service that fails all calls gets a hundred more than are made, and not three times as many.
#[tokio::test(start_paused = true)]
async fn within_what_a_client_may_spend() {
    let stand_in = breaking();
    let client = Memory(stand_in.clone()).fixed();
    for _ in 0..300 {
        look_up(&client, "m").await.expect_err("each attempt fails");
    }
    assert_eq!(stand_in.log().requests.len(), 300 + 100);
    assert_eq!(look_up(&client.clone(), "m").await.expect_err("clones share it").attempts(), 1);

    // Ten successes pay for one more.
    stand_in.plan(Act::serve());
    for _ in 0..10 {
        look_up(&client, "m").await.expect("success");
    }
    stand_in.plan(Act::do_and_say([]).then(Ends::Close));
    assert_eq!(look_up(&client, "m").await.expect_err("it fails").attempts(), 2);
    assert_eq!(look_up(&client, "m").await.expect_err("it fails").attempts(), 1);
}

/// Calls that failed together do not come back together.
#[tokio::test(start_paused = true)]
async fn not_all_at_the_same_time() {
    let mut ends = Vec::new();
    for _ in 0..8 {
        let stand_in = StandIn::new(vec![Act::say(error(429, "systemBusy"))].into_iter());
        let (result, took) = timed(send(&Memory(stand_in).fixed(), "m")).await;
        result.expect("the second attempt is served");
        ends.push(took);
    }
    ends.sort_by(f64::total_cmp);
    assert!(ends[7] - ends[0] > 0.01, "{ends:?}");
}
