namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>A test that needs network namespaces and nftables, and says so where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FirewallTheoryAttribute : TheoryAttribute
{
    public FirewallTheoryAttribute() => Skip = NetworkNamespace.WhyNot ?? NatNamespaces.WhyNot;
}
