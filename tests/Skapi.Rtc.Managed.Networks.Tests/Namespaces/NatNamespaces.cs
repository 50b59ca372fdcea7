namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>Placeholder until the NATs are written.</summary>
internal static class NatNamespaces
{
    public static string? WhyNot => null;
}
