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

    [Fact]
    public void A_loss_on_both_ways_is_the_end()
    {
        var interrupted = _step.Fire(Present(), AbsenceTrigger.Disconnect);
        _step.Fire(interrupted, AbsenceTrigger.Leave).IsGone.ShouldBeTrue();

        var away = _step.Fire(Present(), AbsenceTrigger.Leave);
        _step.Fire(away, AbsenceTrigger.Close).IsGone.ShouldBeTrue();
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
