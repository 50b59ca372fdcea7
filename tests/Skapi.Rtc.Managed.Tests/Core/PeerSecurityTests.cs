using System.Buffers.Binary;
using System.Net;
using System.Text;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>What an attacker on the network, or a wrong other side, gets of a peer: nothing.</summary>
public class PeerSecurityTests
{
    private const byte ApplicationData = 23;
    private static readonly IPEndPoint Stranger = new(IPAddress.Parse("203.0.113.9"), 9);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wrong_fingerprint_is_refused_before_any_data(bool isLeft)
    {
        using var pair = new CorePair();
        var records = RecordTypes(pair);

        pair.Start(leftTrusts: isLeft ? _ => false : null, rightTrusts: isLeft ? null : _ => false);
        pair.RunUntil(() => HasFailed(pair.Left) && HasFailed(pair.Right));
        pair.Run(TimeSpan.FromSeconds(5));

        (isLeft ? pair.Left : pair.Right).Failure.ShouldNotBeNull().ShouldContain("fingerprint");
        pair.Left.Core.Association.ShouldBeNull();
        pair.Right.Core.Association.ShouldBeNull();
        records.ShouldNotContain(ApplicationData);
    }

    [Fact]
    public void Nothing_travels_in_plain_text()
    {
        using var pair = new CorePair();
        var secret = Encoding.UTF8.GetBytes("a text that nobody else may read");
        var isVisible = false;
        pair.Tamper = (_, datagram) =>
        {
            isVisible |= datagram.AsSpan().IndexOf(secret) >= 0
                || (datagram[0] == ApplicationData && BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(3)) == 0);
            return datagram;
        };
        pair.Start();
        pair.RunUntil(() => pair.IsEstablished);

        pair.Left.Send(1, Encoding.UTF8.GetString(secret));
        pair.RunUntil(() => pair.Right.Received.Count == 1);

        isVisible.ShouldBeFalse();
    }

    [Fact]
    public void No_nonce_is_used_twice()
    {
        using var pair = new CorePair(faults: new NetworkFaults { Loss = 0.1 });
        var nonces = new List<(int Sender, ulong Nonce)>();
        pair.Tamper = (sender, datagram) =>
        {
            for (var rest = datagram.AsSpan(); rest.Length > 21 && rest[0] is >= 20 and <= 23;)
            {
                if (BinaryPrimitives.ReadUInt16BigEndian(rest[3..]) == 1)
                    nonces.Add((sender, BinaryPrimitives.ReadUInt64BigEndian(rest[13..])));

                rest = rest[(13 + BinaryPrimitives.ReadUInt16BigEndian(rest[11..]))..];
            }

            return datagram;
        };
        pair.Start();
        pair.RunUntil(() => pair.IsEstablished);
        pair.Left.Send(1, new string('a', 100_000));
        pair.RunUntil(() => pair.Right.Received.Count == 1);

        nonces.Count.ShouldBeGreaterThan(80);
        nonces.Distinct().Count().ShouldBe(nonces.Count);
    }

    [Fact]
    public void A_stranger_gets_no_answer()
    {
        using var pair = CorePair.Connected();
        using var other = new CorePair(seed: 9);
        var seen = new List<byte[]>();
        other.Tamper = (_, datagram) =>
        {
            seen.Add([.. datagram]);
            return datagram;
        };
        other.Start();
        other.RunUntil(() => other.IsEstablished);
        var (left, right) = (pair.Left.Sent, pair.Right.Sent);

        // Checks, hellos and data of another connection: nothing makes this side send to whoever asks.
        foreach (var datagram in seen)
        {
            pair.Left.HandleFrom(Stranger, [.. datagram]);
            pair.Right.HandleFrom(Stranger, [.. datagram]);
        }

        (pair.Left.Sent, pair.Right.Sent).ShouldBe((left, right));
    }

    [Fact]
    public void Replayed_and_forged_records_change_nothing()
    {
        using var pair = CorePair.Connected();
        var seen = new List<byte[]>();
        pair.Tamper = (sender, datagram) =>
        {
            if (sender == 0 && datagram[0] == ApplicationData)
                seen.Add([.. datagram]);

            return datagram;
        };
        pair.Left.Send(1, "once");
        pair.RunUntil(() => pair.Right.Received.Count == 1);
        pair.Tamper = null;

        foreach (var record in seen.ToArray())
        {
            pair.Right.Handle([.. record]);
            record[^1] ^= 1;
            pair.Right.Handle([.. record]);
        }

        pair.Run(TimeSpan.FromSeconds(2));
        pair.Right.Received.Count.ShouldBe(1);
        pair.Right.State.ShouldBe(SctpState.Established);
    }

    [Fact]
    public void A_hello_that_comes_before_the_description_is_used_after_it()
    {
        using var pair = new CorePair();
        var hellos = 0;
        pair.Tamper = (sender, datagram) =>
        {
            // Only the first hello arrives: if it were lost, the handshake could not go on.
            if (sender == 0 && datagram[0] == 22 && datagram[13] == 1)
                hellos++;

            return hellos > 1 && sender == 0 && datagram[0] == 22 && datagram[13] == 1 ? null : datagram;
        };

        pair.Start();
        pair.RunUntil(() => pair.IsEstablished, TimeSpan.FromSeconds(20));

        hellos.ShouldBeGreaterThan(0);
    }

    private static bool HasFailed(CorePair.Side side) => side.DtlsStates.Contains(DtlsTransportState.Failed);

    private static HashSet<byte> RecordTypes(CorePair pair)
    {
        var types = new HashSet<byte>();
        pair.Tamper = (_, datagram) =>
        {
            types.Add(datagram[0]);
            return datagram;
        };
        return types;
    }
}
