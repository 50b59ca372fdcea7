namespace Skapi.Rtc.Managed.Networks.Tests.Turn;

/// <summary>A test that needs coturn, and says so where it is not installed (<c>eng/install-coturn.sh</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CoturnFactAttribute : FactAttribute
{
    public CoturnFactAttribute()
    {
        if (!CoturnServer.IsInstalled)
            Skip = CoturnServer.NotInstalled;
    }
}
