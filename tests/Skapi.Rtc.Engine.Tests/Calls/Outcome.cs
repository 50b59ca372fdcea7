using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>What one input led to. Reports for logs are apart.</summary>
internal sealed record Outcome(IReadOnlyList<CallEffect> Effects, IReadOnlyList<CallEffect.ReportTransition> Transitions)
{
    public Outcome(IEnumerable<CallEffect> effects)
        : this([.. effects.Where(effect => effect is not CallEffect.ReportTransition)], [.. effects.OfType<CallEffect.ReportTransition>()])
    {
    }

    /// <summary>Everything that is to be done, in order.</summary>
    public void Gives(params string[] expected) => Effects.Select(EffectText.Of).ShouldBe(expected);

    /// <summary>Nothing is to be done.</summary>
    public void GivesNothing() => Gives();

    /// <summary>Among other things, in this order.</summary>
    public void Includes(params string[] expected)
    {
        var lines = Effects.Select(EffectText.Of).ToList();
        lines.Where(expected.Contains).ShouldBe(expected, $"All effects: {string.Join("; ", lines)}");
    }

    /// <summary>The one event that the app hears.</summary>
    public T Raises<T>()
        where T : RtcEvent => Effects.OfType<CallEffect.Raise>().Select(raise => raise.Event).OfType<T>().ShouldHaveSingleItem();

    /// <summary>How the call ended.</summary>
    public CallEffect.ReportClosed Closes() => Effects.OfType<CallEffect.ReportClosed>().ShouldHaveSingleItem();
}
