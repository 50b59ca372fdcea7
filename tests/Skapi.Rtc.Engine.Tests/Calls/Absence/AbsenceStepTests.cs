using Skapi.Protocol;
using Skapi.Rtc.Calls.Absence;

namespace Skapi.Rtc.Tests.Calls.Absence;

public class AbsenceStepTests : IAbsenceHost
{
    private readonly List<string> _asked = [];
    private readonly AbsenceStep _step;

    public AbsenceStepTests() => _step = new AbsenceStep(this);

    public bool IsToolkit { get; private set; } = true;

    [Theory]
    [InlineData(AbsenceTrigger.Disconnect, AbsenceState.Interrupted, "start Recovery")]
    [InlineData(AbsenceTrigger.Close, AbsenceState.Parting, "start Goodbye")]
    [InlineData(AbsenceTrigger.Leave, AbsenceState.Away, "start Return")]
    public void A_loss_starts_a_wait(AbsenceTrigger trigger, AbsenceState state, string asked)
    {
        _step.Fire(Present(), trigger).State.ShouldBe(state);
        _asked.ShouldBe([asked]);
    }

    [Theory]
    [InlineData(AbsenceTrigger.Disconnect, AbsenceTrigger.Leave)]
    [InlineData(AbsenceTrigger.Leave, AbsenceTrigger.Disconnect)]
    public void A_peer_that_lost_both_ways_may_come_back_for_a_limited_time(AbsenceTrigger first, AbsenceTrigger second)
    {
        var lost = _step.Fire(_step.Fire(Present(), first), second);

        _asked.ShouldContain("start Return");
        _step.Fire(lost, AbsenceTrigger.ComeBack).State.ShouldBe(AbsenceState.Interrupted);
        _step.Fire(lost, AbsenceTrigger.Recover).State.ShouldBe(AbsenceState.Away);
        _step.Elapse(lost, AbsenceDelay.Return, heard: 1).IsGone.ShouldBeTrue();
    }

    [Theory]
    [InlineData(AbsenceTrigger.Disconnect, AbsenceTrigger.Leave)]
    [InlineData(AbsenceTrigger.Leave, AbsenceTrigger.Disconnect)]
    [InlineData(AbsenceTrigger.Close, AbsenceTrigger.Leave)]
    [InlineData(AbsenceTrigger.Leave, AbsenceTrigger.Close)]
    public void The_published_client_that_lost_both_ways_is_gone(AbsenceTrigger first, AbsenceTrigger second)
    {
        IsToolkit = false;
        _step.Fire(_step.Fire(Present(), first), second).IsGone.ShouldBeTrue();
    }

    [Theory]
    [InlineData(AbsenceTrigger.Leave, AbsenceTrigger.Close)]
    [InlineData(AbsenceTrigger.Close, AbsenceTrigger.Leave)]
    [InlineData(AbsenceTrigger.Leave, AbsenceTrigger.Disconnect, AbsenceTrigger.Close)]
    public void The_hang_up_of_a_peer_that_closed_what_it_has_left_is_awaited(params AbsenceTrigger[] triggers)
    {
        var departing = triggers.Aggregate(Present(), _step.Fire);

        departing.State.ShouldBe(AbsenceState.Departing);
        _asked[^1].ShouldBe("start Goodbye");
        _step.Elapse(departing, AbsenceDelay.Goodbye, heard: 1).IsGone.ShouldBeTrue();
    }

    [Theory]
    [InlineData(AbsenceTrigger.ComeBack, AbsenceState.Parting)]
    [InlineData(AbsenceTrigger.Recover, AbsenceState.Away)]
    [InlineData(AbsenceTrigger.Disconnect, AbsenceState.Lost)]
    public void A_peer_that_is_departing_may_stay(AbsenceTrigger trigger, AbsenceState state)
    {
        var departing = _step.Fire(_step.Fire(Present(), AbsenceTrigger.Close), AbsenceTrigger.Leave);

        _step.Fire(departing, trigger).State.ShouldBe(state);
    }

    [Fact]
    public void A_peer_that_leaves_while_the_call_connects_may_come_back_for_a_limited_time()
    {
        var delayed = _step.Fire(new AbsenceModel(), AbsenceTrigger.Leave);

        _asked.ShouldBe(["start Return"]);
        _step.Fire(delayed, AbsenceTrigger.ComeBack).State.ShouldBe(AbsenceState.Apart);
        _step.Fire(delayed, AbsenceTrigger.Begin).State.ShouldBe(AbsenceState.Away);
        _step.Elapse(delayed, AbsenceDelay.Return, heard: 0).IsGone.ShouldBeTrue();
    }

    [Fact]
    public void Before_the_call_is_connected_nothing_is_lost() =>
        _step.Fire(new AbsenceModel(), AbsenceTrigger.Disconnect).State.ShouldBe(AbsenceState.Apart);

    [Fact]
    public void The_published_client_is_watched_from_the_beginning()
    {
        IsToolkit = false;

        var watched = _step.Fire(new AbsenceModel(), AbsenceTrigger.Begin);
        watched = _step.Elapse(watched, AbsenceDelay.Watch, heard: 5);
        (watched.State, watched.Heard, watched.WasHeard).ShouldBe((AbsenceState.Watched, 5, true));
    }

    [Fact]
    public void A_late_delay_changes_nothing() =>
        _step.Elapse(Present(), AbsenceDelay.Recovery, heard: 0).ShouldBe(Present());

    void IAbsenceHost.StartDelay(AbsenceDelay delay) => _asked.Add($"start {delay}");

    void IAbsenceHost.CancelDelay(AbsenceDelay delay) => _asked.Add($"cancel {delay}");

    void IAbsenceHost.ReportTransition(AbsenceState from, AbsenceState to, string trigger)
    {
    }

    private AbsenceModel Present() => _step.Fire(new AbsenceModel(), AbsenceTrigger.Begin);
}
