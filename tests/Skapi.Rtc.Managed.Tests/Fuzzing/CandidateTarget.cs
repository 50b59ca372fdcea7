using System.Text;
using Skapi.Rtc.Ice;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>Candidates of the other side (RFC 8839).</summary>
internal sealed class CandidateTarget : IFuzzTarget
{
    private static readonly string[] Lines =
    [
        "candidate:1 1 udp 2113937151 192.0.2.1 56032 typ host generation 0 ufrag abcd network-cost 999",
        "candidate:842163049 1 udp 1677729535 203.0.113.1 54321 typ srflx raddr 0.0.0.0 rport 0",
        "candidate:3 1 tcp 1518280447 2001:db8::1 9 typ host tcptype active",
        "candidate:4 1 UDP 2122252543 4b3bd3a9-9b22-4b9e-8b2a-1d2c3b4a5d6e.local 51234 typ host",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        CandidateLine.ProtocolOf(text);
        try
        {
            var line = CandidateLine.Parse(text).ToString();
            CandidateLine.Parse(line).ToString().ShouldBe(line);
        }
        catch (SkapiException)
        {
            // A line that is refused.
        }
    }

    public IEnumerable<byte[]> CreateSeeds() => Lines.Select(Encoding.UTF8.GetBytes);
}
