namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>A test that needs network namespaces and lines shaped by tc, and says so where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShapedLineTheoryAttribute : TheoryAttribute
{
    public ShapedLineTheoryAttribute() => Skip = ShapedLine.WhyNot;
}
