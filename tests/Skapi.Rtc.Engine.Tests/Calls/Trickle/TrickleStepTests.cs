using Skapi.Protocol;
using Skapi.Rtc.Calls.Trickle;

namespace Skapi.Rtc.Tests.Calls.Trickle;

public class TrickleStepTests : ITrickleHost
{
    private readonly List<string> _asked = [];
    private readonly TrickleStep _step;

    public TrickleStepTests() => _step = new TrickleStep(this);

    [Fact]
    public void Local_candidates_are_held_until_a_description_is_sent()
    {
        var model = _step.HandleLocalCandidate(new TrickleModel(), Signals.IceCandidate("c1"));
        _asked.ShouldBeEmpty();

        model = _step.Fire(model, TrickleTrigger.Describe);
        _step.HandleLocalCandidate(model, Signals.IceCandidate("c2"));
        _asked.ShouldBe(["send c1", "send c2"]);
    }

    [Fact]
    public void Remote_candidates_are_held_until_a_description_is_applied()
    {
        var model = _step.HandleRemoteCandidate(new TrickleModel(), Signals.IceCandidate("c1"));
        model = _step.HandleRemoteDescription(model);
        _step.HandleRemoteCandidate(model, Signals.IceCandidate("c2"));

        _asked.ShouldBe(["add c1", "add c2"]);
    }

    [Fact]
    public void Each_wait_for_a_reminder_is_twice_as_long_as_the_one_before()
    {
        var model = _step.Fire(new TrickleModel(), TrickleTrigger.Describe);
        model = _step.HandleLocalCandidate(model, Signals.IceCandidate("c1"));
        model = _step.Fire(model, TrickleTrigger.Remind);
        model = _step.Elapse(model, TrickleDelay.Reminder);
        _step.Elapse(model, TrickleDelay.Reminder);

        _asked.Where(asked => asked.StartsWith("start", StringComparison.Ordinal)).ShouldBe(["start 1", "start 2", "start 4"]);
    }

    [Fact]
    public void Only_the_last_candidates_are_kept_to_be_sent_again()
    {
        var model = _step.Fire(new TrickleModel(), TrickleTrigger.Describe);
        for (var index = 0; index <= TrickleModel.MaxSent; index++)
            model = _step.HandleLocalCandidate(model, Signals.IceCandidate($"c{index}"));

        model.Sent.Length.ShouldBe(TrickleModel.MaxSent);
        model.Sent[0].Candidate.ShouldBe("c1");
    }

    [Fact]
    public void A_new_peer_connection_starts_anew()
    {
        var model = _step.HandleRemoteDescription(_step.Fire(new TrickleModel(), TrickleTrigger.Describe));

        _step.Restart(model).ShouldBe(new TrickleModel());
    }

    void ITrickleHost.SendCandidate(IceCandidate candidate) => _asked.Add($"send {candidate.Candidate}");

    void ITrickleHost.AddCandidate(IceCandidate candidate) => _asked.Add($"add {candidate.Candidate}");

    void ITrickleHost.StartDelay(TrickleDelay delay, int factor) => _asked.Add($"start {factor}");

    void ITrickleHost.CancelDelay(TrickleDelay delay)
    {
    }

    void ITrickleHost.ReportTransition(TrickleState from, TrickleState to, string trigger)
    {
    }
}
