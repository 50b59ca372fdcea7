using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Playwright;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Interop;

/// <summary>A GStreamer peer and a bare RTCPeerConnection in a page of Chromium, with candidates trickling between them.</summary>
internal sealed class ChromiumPeer : IAsyncDisposable
{
    private readonly IPage _page;
    private readonly Channel<Func<Task>> _trickle = Channel.CreateUnbounded<Func<Task>>();
    private Task _trickling = Task.CompletedTask;

    private ChromiumPeer(IPage page, IRtcPeer peer, PeerRecorder events)
    {
        (_page, Peer, Events) = (page, peer, events);
        events.Forward(known =>
        {
            if (known is PeerEvent.IceCandidateFound found)
                _trickle.Writer.TryWrite(() => CallAsync("addCandidate", Encode(found.Candidate)));
        });
    }

    public IRtcPeer Peer { get; }

    public PeerRecorder Events { get; }

    public static async Task<ChromiumPeer> OpenAsync(IBrowser browser)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { Permissions = ["camera", "microphone"] });
        var page = await context.NewPageAsync();
        // Media need a secure context, which localhost is.
        await page.RouteAsync(
            "http://localhost/", route =>
                route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = "<!doctype html><body>" }));
        await page.GotoAsync("http://localhost/");

        var events = new PeerRecorder();
        var peer = await TestTransport.Shared.CreatePeerAsync(new RtcPeerOptions(), events);
        var result = new ChromiumPeer(page, peer, events);
        await page.ExposeFunctionAsync("candidateFound", (string candidate) =>
            result._trickle.Writer.TryWrite(
                () => peer.AddIceCandidateAsync(JsonSerializer.Deserialize<JsonObject>(candidate)!.ToCandidate()).AsTask()));
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Interop", "peer.js")));
        return result;
    }

    /// <summary>GStreamer offers, the page answers.</summary>
    public async Task OfferAsync()
    {
        var offer = await Peer.CreateOfferAsync();
        await Peer.SetLocalDescriptionAsync(offer);
        var answer = await CallAsync("answer", Encode(offer));
        await Peer.SetRemoteDescriptionAsync(Decode(answer));
        BeginTrickling();
    }

    /// <summary>The page offers, GStreamer answers.</summary>
    public async Task AnswerAsync()
    {
        var offer = await CallAsync("offer");
        await Peer.SetRemoteDescriptionAsync(Decode(offer));
        var answer = await Peer.CreateAnswerAsync();
        await Peer.SetLocalDescriptionAsync(answer);
        await CallAsync("accept", Encode(answer));
        BeginTrickling();
    }

    /// <summary>Calls a function of peer.js with one argument of text, or none.</summary>
    public async Task<string> CallAsync(string function, string? argument = null) =>
        (await _page.EvaluateAsync<JsonElement?>($"argument => peer.{function}(argument ?? undefined)", argument))?.ToString() ?? "";

    /// <summary>Runs a script in the page.</summary>
    public Task<T> EvaluateAsync<T>(string script) => _page.EvaluateAsync<T>(script);

    /// <summary>Waits until a script's value is true.</summary>
    public Task WaitUntilAsync(string condition) =>
        _page.WaitForFunctionAsync(
            condition, null, new PageWaitForFunctionOptions { Timeout = (float)PeerRecorder.HangGuard.TotalMilliseconds });

    /// <summary>Closes GStreamer's side. What the page still finds has nowhere to go.</summary>
    public async Task ClosePeerAsync()
    {
        await StopTricklingAsync();
        await Peer.DisposeAsync();
    }

    /// <summary>Closes the page's side. What GStreamer still finds has nowhere to go.</summary>
    public async Task CloseConnectionAsync()
    {
        await StopTricklingAsync();
        await EvaluateAsync<object>("() => peer.connection.close()");
    }

    public async ValueTask DisposeAsync()
    {
        await ClosePeerAsync();
        await _page.Context.CloseAsync();
    }

    private static string Encode(SessionDescription description) =>
        new JsonObject { ["type"] = description.Type.Value, ["sdp"] = description.Sdp }.ToJsonString();

    private static string Encode(IceCandidate candidate) => new JsonObject
    {
        ["candidate"] = candidate.Candidate,
        ["sdpMid"] = candidate.SdpMid,
        ["sdpMLineIndex"] = candidate.SdpMLineIndex,
        ["usernameFragment"] = candidate.UsernameFragment,
    }.ToJsonString();

    private static SessionDescription Decode(string description)
    {
        var read = JsonNode.Parse(description)!;
        return new SessionDescription { Type = SdpType.From((string)read["type"]!), Sdp = (string)read["sdp"]! };
    }

    private void BeginTrickling()
    {
        if (_trickling.IsCompleted)
            _trickling = TrickleAsync();
    }

    private async Task StopTricklingAsync()
    {
        _trickle.Writer.TryComplete();
        await _trickling;
    }

    private async Task TrickleAsync()
    {
        await foreach (var pass in _trickle.Reader.ReadAllAsync())
            await pass();
    }
}
