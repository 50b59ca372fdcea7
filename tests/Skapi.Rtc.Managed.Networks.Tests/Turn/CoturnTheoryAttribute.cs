namespace Skapi.Rtc.Managed.Networks.Tests.Turn;

/// <summary>Like <see cref="CoturnFactAttribute"/>, for tests with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CoturnTheoryAttribute : TheoryAttribute
{
    public CoturnTheoryAttribute()
    {
        if (!CoturnServer.IsInstalled)
            Skip = CoturnServer.NotInstalled;
    }
}
