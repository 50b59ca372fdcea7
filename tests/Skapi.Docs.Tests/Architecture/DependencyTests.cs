using System.Text.RegularExpressions;
using Skapi.Docs.Tests.Style;
using Skapi.Testing;

namespace Skapi.Docs.Tests.Architecture;

/// <summary>Which project may name which. The compiler checks references; these tests also check comments and texts.</summary>
public sealed partial class DependencyTests
{
    private const string Engine = "Skapi.Rtc.Engine";

    /// <summary>The package that brings the engine and its default transport. No other one depends on both.</summary>
    private const string Default = "Skapi.Rtc";

    /// <summary>The contract and every transport, new ones too.</summary>
    public static TheoryData<string> Transports =>
    [
        .. Directory.GetDirectories(Repository.PathOf("src"), "Skapi.Rtc.*").Select(static path => Path.GetFileName(path)!)
            .Where(static name => name is not (Engine or Default)).Select(static name => $"src/{name}"),
    ];

    [Fact]
    public void The_engine_names_no_transport() => LinesWith(TransportName(), $"src/{Engine}").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Transports))]
    public void A_transport_does_not_name_the_engine(string project) => LinesWith(EngineName(), project).ShouldBeEmpty();

    private static IEnumerable<string> LinesWith(Regex name, string project)
    {
        var files = TextFile.In(project).Where(static file => file.Extension is ".cs" or ".csproj").ToList();
        files.ShouldNotBeEmpty();
        return files.SelectMany(file => file.ReadLines().Where(line => name.IsMatch(line)).Select(line => $"{file}: {line.Trim()}"));
    }

    [GeneratedRegex(
        @"gstreamer|webrtcbin|sipsorcery|ManagedTransport|Skapi\.Rtc\.Managed", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TransportName();

    [GeneratedRegex(@"Skapi\.Rtc\.Engine|\bSkapiClient|\bOutgoingCall\b|\bIncomingCall\b|\bRtcConnection\b", RegexOptions.CultureInvariant)]
    private static partial Regex EngineName();
}
