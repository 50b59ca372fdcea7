using Skapi.Rtc.Managed.Networks.Tests.Turn;

namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>A test that needs network namespaces, nftables and coturn, and says so where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NatTheoryAttribute : TheoryAttribute
{
    public NatTheoryAttribute() =>
        Skip = NetworkNamespace.WhyNot ?? NatNamespaces.WhyNot ?? (CoturnServer.IsInstalled ? null : CoturnServer.NotInstalled);
}
