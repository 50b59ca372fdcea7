using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Skapi.Protocol;
using Skapi.Testing;

namespace Skapi.Rtc.Benchmarks.Browsers;

/// <summary>A page in the machine's Chromium that answers offers and trickles its candidates.</summary>
internal sealed class ChromiumPeer : IAsyncDisposable
{
    private const string Script = """
        let peer;

        function answer(sdp) {
          peer = new RTCPeerConnection();
          peer.onicecandidate = ({ candidate }) => { if (candidate) reportCandidate(JSON.stringify(candidate)); };
          return peer.setRemoteDescription({ type: 'offer', sdp })
            .then(() => peer.setLocalDescription())
            .then(() => peer.localDescription.sdp);
        }

        function addCandidate(candidate) {
          return peer.addIceCandidate(candidate);
        }

        // Two peers of this page: what Chromium takes without another stack and without a driver between the two.
        async function connectAlone() {
          const began = performance.now();
          const [left, right] = [new RTCPeerConnection(), new RTCPeerConnection()];
          left.onicecandidate = ({ candidate }) => { if (candidate) right.addIceCandidate(candidate); };
          right.onicecandidate = ({ candidate }) => { if (candidate) left.addIceCandidate(candidate); };
          const opened = new Promise((resolve) => { left.createDataChannel('data').onopen = resolve; });
          await left.setLocalDescription();
          await right.setRemoteDescription(left.localDescription);
          await right.setLocalDescription();
          await left.setRemoteDescription(right.localDescription);
          await opened;
          const took = performance.now() - began;
          left.close();
          right.close();
          return took;
        }
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;

    private ChromiumPeer(IPlaywright playwright, IBrowser browser, IPage page) =>
        (_playwright, _browser, _page) = (playwright, browser, page);

    /// <summary>Receives the candidates of the page.</summary>
    public Action<IceCandidate>? CandidateFound { get; set; }

    public static async Task<ChromiumPeer> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumProgram.Find(),

            // Host candidates with addresses, as a page has them that may use a camera. A name (mDNS) first has to be resolved.
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-features=WebRtcHideLocalIpsWithMdns"],
        });
        var page = await browser.NewPageAsync();
        var peer = new ChromiumPeer(playwright, browser, page);
        await page.ExposeFunctionAsync("reportCandidate", (string json) => peer.Report(json));
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = Script });
        return peer;
    }

    public async Task<SessionDescription> AnswerAsync(SessionDescription offer) =>
        new() { Type = SdpType.Answer, Sdp = await _page.EvaluateAsync<string>("sdp => answer(sdp)", offer.Sdp) };

    public Task AddCandidateAsync(IceCandidate candidate) => _page.EvaluateAsync(
        "candidate => addCandidate(JSON.parse(candidate))",
        new JsonObject
        {
            ["candidate"] = candidate.Candidate, ["sdpMid"] = candidate.SdpMid, ["sdpMLineIndex"] = candidate.SdpMLineIndex,
        }.ToJsonString());

    /// <summary>Closes the peer that answered last.</summary>
    public Task CloseAsync() => _page.EvaluateAsync("() => peer.close()");

    /// <summary>The milliseconds until a channel between two peers of the page is open.</summary>
    public Task<double> ConnectAloneAsync() => _page.EvaluateAsync<double>("() => connectAlone()");

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Report(string json)
    {
        var candidate = JsonElement.Parse(json);
        CandidateFound?.Invoke(new IceCandidate
        {
            Candidate = candidate.GetProperty("candidate").GetString()!,
            SdpMid = candidate.GetProperty("sdpMid").GetString(),
            SdpMLineIndex = (ushort?)candidate.GetProperty("sdpMLineIndex").GetInt32(),
        });
    }
}
