using System.Net;
using System.Text;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Ice;

/// <summary>STUN messages without integrity, or with that of another password, have no effect.</summary>
public class IceSecurityTests
{
    private static readonly IPEndPoint Host = IcePair.Address("10.0.0.2:2000");
    private static readonly IPEndPoint Stranger = IcePair.Address("10.9.9.9:9");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_check_without_the_right_integrity_is_not_answered(bool hasIntegrity)
    {
        var pair = new IcePair();
        pair.Right.Agent.AddHost(Host, pair.Now);
        pair.Right.Agent.SetRemote(pair.Left.Agent.Local, pair.Now);
        var buffer = new byte[300];
        var writer = new StunWriter(buffer, StunClass.Request, new TransactionId(1, 1));
        writer.Write(StunAttribute.Username, Username(pair));
        writer.Write(StunAttribute.Priority, 1u);
        writer.Write(StunAttribute.UseCandidate, []);
        if (hasIntegrity)
            writer.Protect("a wrong password"u8);

        pair.Right.Agent.HandleDatagram(Host, Stranger, writer.Written, pair.Now);

        pair.Right.Sent.ShouldBe(0);
        pair.Right.Agent.Knows(Stranger).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void An_answer_without_the_right_integrity_is_ignored(bool isError, bool hasIntegrity)
    {
        // The attacker sees the checks, and so their transactions, but does not know the password.
        var kind = isError ? StunClass.Error : StunClass.Success;
        var pair = new IcePair { Server = check => Forge(check, kind, hasIntegrity) };
        pair.Left.Agent.AddHost(IcePair.Address("10.0.0.1:1000"), pair.Now);
        pair.Left.Agent.SetRemote(pair.Right.Agent.Local, pair.Now);
        pair.Left.Agent.AddRemoteCandidate(new Candidate(CandidateType.Host, Host, 1, "1"), pair.Now);

        pair.Run(TimeSpan.FromSeconds(1));

        pair.Left.Sent.ShouldBeGreaterThan(2);
        pair.Left.Agent.State.ShouldBe(IceTransportState.Checking);
        pair.Left.Agent.IsControlling.ShouldBeTrue("the role conflict is forged");
        pair.Left.Agent.Current.ShouldBeNull();
    }

    [Fact]
    public void Consent_is_not_kept_by_forged_answers()
    {
        var pair = new IcePair();
        pair.Start(["10.0.0.1:1000"], ["10.0.0.2:2000"]);
        pair.RunUntil(() => pair.IsConnected);

        pair.IsOpen = (from, _) => !from.Equals(Host);
        pair.TranslateBack = address => address.Equals(Host) ? Stranger : address;
        pair.Server = check => Forge(check, StunClass.Success, hasIntegrity: true);
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Failed);
    }

    private static byte[] Username(IcePair pair) =>
        Encoding.UTF8.GetBytes($"{pair.Right.Agent.Local.UsernameFragment}:{pair.Left.Agent.Local.UsernameFragment}");

    private static byte[]? Forge(IcePair.Packet check, StunClass kind, bool hasIntegrity)
    {
        StunMessage.TryRead(check.Bytes, out var request).ShouldBeTrue();
        var buffer = new byte[300];
        var writer = new StunWriter(buffer, kind, request.Transaction);
        if (kind == StunClass.Error)
            writer.WriteErrorCode(487, "Role Conflict"u8);
        else
            writer.WriteMappedAddress(check.From);

        if (hasIntegrity)
            writer.Protect("a wrong password"u8);

        return writer.Written.ToArray();
    }
}
