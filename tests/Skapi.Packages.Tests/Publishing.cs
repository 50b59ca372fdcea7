namespace Skapi.Packages.Tests;

/// <summary>Whether this machine can trim and compile ahead of time.</summary>
internal static class Publishing
{
    // If one of these is printed, this machine has no compiler or no linker.
    private static readonly string[] NoCompiler = ["NU1100", "NU1101", "NU1102", "NU1301", "Platform linker"];

    /// <summary>Whether a publish printed that its tools are missing on this machine.</summary>
    public static bool IsMissing(string printed) => NoCompiler.Any(printed.Contains);
}
