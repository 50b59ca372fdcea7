using System.Net;
using System.Net.Sockets;
using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>Candidates of an offer that restarts ICE, which arrive before this side has answered it.</summary>
public sealed class RestartCandidateTests : IAsyncDisposable
{
    private readonly ManagedTransport _transport = new(new ManagedTransportOptions(), new MdnsService(), new TestNetwork("127.0.0.1"));
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly List<IRtcPeer> _peers = [];

    public RestartCandidateTests() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_candidate_is_checked_in_the_session_that_its_offer_begins(bool isNamed)
    {
        var (offerer, answerer) = (await CreateAsync(), await CreateAsync());
        offerer.CreateDataChannel(DataChannelOptions.TextChat);
        var first = await offerer.CreateOfferAsync();
        await offerer.SetLocalDescriptionAsync(first);
        await offerer.SetRemoteDescriptionAsync(await AnswerAsync(answerer, first));
        offerer.RestartIce();
        var restart = await offerer.CreateOfferAsync();
        var fragment = TransportAttributes.CredentialsOf(SdpDocument.Parse(restart.Sdp))!.UsernameFragment;

        await AnswerAsync(answerer, restart, async () =>
        {
            await answerer.AddIceCandidateAsync(new IceCandidate
            {
                Candidate = $"candidate:1 1 udp 2130706431 127.0.0.1 {((IPEndPoint)_socket.LocalEndPoint!).Port} typ host",
                UsernameFragment = isNamed ? fragment : null,
            });
            await answerer.AddIceCandidateAsync(new IceCandidate { Candidate = "" });
        });

        await WaitForCheckAsync($"{fragment}:");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
            await peer.DisposeAsync();

        _socket.Dispose();
    }

    private static async Task<SessionDescription> AnswerAsync(IRtcPeer answerer, SessionDescription offer, Func<Task>? before = null)
    {
        await answerer.SetRemoteDescriptionAsync(offer);
        if (before is not null)
            await before();

        var answer = await answerer.CreateAnswerAsync();
        await answerer.SetLocalDescriptionAsync(answer);
        return answer;
    }

    private async Task<IRtcPeer> CreateAsync()
    {
        var peer = await _transport.CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());
        _peers.Add(peer);
        return peer;
    }

    private async Task WaitForCheckAsync(string usernameStart)
    {
        using var guard = new CancellationTokenSource(PeerRecorder.HangGuard);
        var buffer = new byte[2000];
        while (true)
        {
            var length = await _socket.ReceiveAsync(buffer, guard.Token);
            if (UsernameOf(buffer.AsSpan(0, length)).StartsWith(usernameStart, StringComparison.Ordinal))
                return;
        }
    }

    private static string UsernameOf(ReadOnlySpan<byte> datagram) =>
        StunMessage.TryRead(datagram, out var message) && message.TryFind(StunAttribute.Username, out var name)
            ? Encoding.UTF8.GetString(name)
            : "";
}
