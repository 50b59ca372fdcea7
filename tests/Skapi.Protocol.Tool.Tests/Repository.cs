using System.Runtime.CompilerServices;

namespace Skapi.Protocol.Tool.Tests;

/// <summary>Files of this repository.</summary>
internal static class Repository
{
    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(RootFrom(), relative));

    private static string RootFrom([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../..");
}
