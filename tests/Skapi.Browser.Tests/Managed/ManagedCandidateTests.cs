using System.Text.Json;
using Microsoft.Playwright;
using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Managed;

/// <summary>
/// Candidates that Chromium uses alone: names in place of addresses (RFC 8828, mDNS candidates), and TCP, as if the network blocked UDP.
/// </summary>
public sealed class ManagedCandidateTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    private const string Page = """
        const peer = new RTCPeerConnection();

        async function answer(sdp) {
          await peer.setRemoteDescription({ type: 'offer', sdp });
          const answer = await peer.createAnswer();
          peer.setLocalDescription(answer);
          return answer.sdp;
        }

        function addCandidate(candidate) {
          return peer.addIceCandidate(candidate);
        }

        async function usedProtocol() {
          const stats = await peer.getStats();
          const transport = [...stats.values()].find(one => one.type === 'transport');
          const pair = stats.get(transport.selectedCandidatePairId);
          return stats.get(pair.localCandidateId).protocol;
        }
        """;

    [Fact]
    public async Task The_page_connects_by_the_name_alone()
    {
        var options = new ManagedTransportOptions { HideLocalAddresses = true };

        await ConnectAsync(options, static candidate => candidate.Candidate!.Contains(".local ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_connects_over_tcp_alone()
    {
        var options = new ManagedTransportOptions { TcpPort = 0 };

        var used = await ConnectAsync(options, IsTcp);

        used.Local.Protocol.ShouldBe("tcp");
    }

    [Fact]
    public async Task The_page_moves_to_udp_if_its_candidates_come_after_those_for_tcp()
    {
        var page = await CreatePageAsync();
        var events = new Events();
        await using var peer =
            await new ManagedTransport(new ManagedTransportOptions { TcpPort = 0 }).CreatePeerAsync(new RtcPeerOptions(), events);
        await OfferAsync(peer, page);
        await GiveCandidatesAsync(page, await events.Gathered, IsTcp);
        await events.Opened;
        (await UsedAsync(peer)).Local.Protocol.ShouldBe("tcp");

        await GiveCandidatesAsync(page, await events.Gathered, static candidate => !IsTcp(candidate));

        await page.UntilAsync("usedProtocol().then(protocol => protocol === 'udp')");
        (await UsedAsync(peer)).Local.Protocol.ShouldBe("udp");
        await page.CloseAsync();
    }

    private static bool IsTcp(IceCandidate candidate) => CandidateLine.ProtocolOf(candidate.Candidate!) == "tcp";

    // The page gets some candidates of this side. This side gets no candidate of the page, so it can send nothing before the page does.
    private async Task<CandidatePairStats> ConnectAsync(ManagedTransportOptions options, Predicate<IceCandidate> carries)
    {
        var page = await CreatePageAsync();
        var events = new Events();
        await using var peer = await new ManagedTransport(options).CreatePeerAsync(new RtcPeerOptions(), events);
        await OfferAsync(peer, page);
        await GiveCandidatesAsync(page, await events.Gathered, carries);

        await events.Opened;
        // Before the page closes its connection.
        var used = await UsedAsync(peer);
        await page.CloseAsync();
        return used;
    }

    private async Task<IPage> CreatePageAsync()
    {
        var page = await rig.Browser.NewPageAsync();
        await page.AddScriptTagAsync(new() { Content = Page });
        return page;
    }

    private static async Task OfferAsync(IRtcPeer peer, IPage page)
    {
        peer.CreateDataChannel(DataChannelOptions.TextChat);
        var offer = await peer.CreateOfferAsync();
        await peer.SetLocalDescriptionAsync(offer);

        var answer = await page.EvaluateAsync<string>("sdp => answer(sdp)", offer.Sdp);
        answer.ShouldNotContain("a=candidate");
        await peer.SetRemoteDescriptionAsync(new SessionDescription { Type = SdpType.Answer, Sdp = answer });
    }

    private static async Task GiveCandidatesAsync(IPage page, IEnumerable<IceCandidate> candidates, Predicate<IceCandidate> carries)
    {
        foreach (var candidate in candidates.Where(candidate => carries(candidate)))
        {
            var init = new { candidate = candidate.Candidate, sdpMid = candidate.SdpMid, sdpMLineIndex = candidate.SdpMLineIndex };
            await page.EvaluateAsync("candidate => addCandidate(JSON.parse(candidate))", JsonSerializer.Serialize(init));
        }
    }

    private static async Task<CandidatePairStats> UsedAsync(IRtcPeer peer) =>
        (await peer.GetStatsAsync()).Transport.SelectedCandidatePair.ShouldNotBeNull();

    private sealed class Events : IRtcPeerObserver
    {
        private readonly List<IceCandidate> _candidates = [];
        private readonly TaskCompletionSource<IReadOnlyList<IceCandidate>> _gathered =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyList<IceCandidate>> Gathered => _gathered.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public Task Opened => _opened.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void OnPeerEvent(PeerEvent peerEvent)
        {
            switch (peerEvent)
            {
                case PeerEvent.IceCandidateFound found:
                    _candidates.Add(found.Candidate);
                    break;
                case PeerEvent.IceGatheringStateChanged { State: var state } when state == IceGatheringState.Complete:
                    _gathered.TrySetResult(_candidates);
                    break;
                case PeerEvent.DataChannelOpened:
                    _opened.TrySetResult();
                    break;
            }
        }
    }
}
