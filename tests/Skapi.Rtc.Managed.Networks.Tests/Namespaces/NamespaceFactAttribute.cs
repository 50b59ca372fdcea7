namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>A test that needs network namespaces, and says so where they may not be created.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NamespaceFactAttribute : FactAttribute
{
    public NamespaceFactAttribute() => Skip = NetworkNamespace.WhyNot;
}
