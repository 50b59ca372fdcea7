using System.Text.RegularExpressions;
using Skapi.Docs.Tests.Style;

namespace Skapi.Docs.Tests.Architecture;

/// <summary>Which project may name which. The compiler checks references; these tests also check comments and texts.</summary>
public sealed partial class DependencyTests
{
    public static TheoryData<string> Transports => ["src/Skapi.Rtc.Transport", "src/Skapi.Rtc.GStreamer", "src/Skapi.Rtc.SipSorcery"];

    [Fact]
    public void The_engine_names_no_transport() => LinesWith(TransportName(), "src/Skapi.Rtc.Engine").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Transports))]
    public void A_transport_does_not_name_the_engine(string project) => LinesWith(EngineName(), project).ShouldBeEmpty();

    private static IEnumerable<string> LinesWith(Regex name, string project)
    {
        var files = TextFile.In(project).Where(static file => file.Extension is ".cs" or ".csproj").ToList();
        files.ShouldNotBeEmpty();
        return files.SelectMany(file => file.ReadLines().Where(line => name.IsMatch(line)).Select(line => $"{file}: {line.Trim()}"));
    }

    [GeneratedRegex("gstreamer|webrtcbin|sipsorcery", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TransportName();

    [GeneratedRegex(@"Skapi\.Rtc\.Engine|\bSkapiClient|\bOutgoingCall\b|\bIncomingCall\b|\bRtcConnection\b", RegexOptions.CultureInvariant)]
    private static partial Regex EngineName();
}
