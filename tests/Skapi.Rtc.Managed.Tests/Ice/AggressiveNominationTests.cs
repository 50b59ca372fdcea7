using System.Net;
using System.Text;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Tests.Ice;

/// <summary>A controlling side that names every pair (RFC 5245, section 8.1.1.2), as browsers do (pion/ice #441).</summary>
public class AggressiveNominationTests
{
    private static readonly IPEndPoint Host = IcePair.Address("10.0.0.2:2000");
    private static readonly IPEndPoint Worse = IcePair.Address("10.0.0.8:1");
    private static readonly IPEndPoint Better = IcePair.Address("10.0.0.9:1");
    private readonly IceCredentials _browser = new("brow", "a password of a browser");
    private readonly IcePair _pair = new();

    public AggressiveNominationTests()
    {
        _pair.Server = Answer;
        _pair.Right.Agent.AddHost(Host, _pair.Now);
        _pair.Right.Agent.SetRemote(_browser, _pair.Now);
        _pair.Right.Agent.AddRemoteCandidate(new Candidate(CandidateType.Host, Worse, 1000, "1"), _pair.Now);
        _pair.Right.Agent.AddRemoteCandidate(new Candidate(CandidateType.Host, Better, 2000, "2"), _pair.Now);
    }

    [Fact]
    public void The_best_of_several_pairs_that_are_named_in_a_row_is_used()
    {
        Name(Worse);
        Name(Better);
        Name(Worse);

        _pair.Right.Agent.Selected!.Remote.Address.ShouldBe(Better);
    }

    [Fact]
    public void A_pair_that_is_named_much_later_is_used_although_it_is_worse()
    {
        Name(Better);
        _pair.Run(TimeSpan.FromSeconds(3));

        Name(Worse);

        _pair.Right.Agent.Selected!.Remote.Address.ShouldBe(Worse);
    }

    // A check with USE-CANDIDATE, and the time for this side's own check.
    private void Name(IPEndPoint from)
    {
        var buffer = new byte[300];
        var writer = new StunWriter(buffer, StunClass.Request, new TransactionId((ulong)_pair.Now.Ticks, (uint)from.GetHashCode()));
        writer.Write(
            StunAttribute.Username, Encoding.UTF8.GetBytes($"{_pair.Right.Agent.Local.UsernameFragment}:{_browser.UsernameFragment}"));
        writer.Write(StunAttribute.Priority, 1u);
        writer.Write(StunAttribute.IceControlling, 1UL);
        writer.Write(StunAttribute.UseCandidate, []);
        writer.Protect(_pair.Right.Agent.Local.Key.Span);
        _pair.Right.Agent.HandleDatagram(Host, from, writer.Written, _pair.Now);
        _pair.Run(TimeSpan.FromMilliseconds(100));
    }

    private byte[]? Answer(IcePair.Packet packet)
    {
        if (!StunMessage.TryRead(packet.Bytes, out var message) || message.Class != StunClass.Request)
            return null;

        var buffer = new byte[300];
        var writer = new StunWriter(buffer, StunClass.Success, message.Transaction);
        writer.WriteMappedAddress(packet.From);
        writer.Protect(_browser.Key.Span);
        return writer.Written.ToArray();
    }
}
