using Microsoft.Extensions.DependencyInjection;
using Skapi.Protocol;
using Skapi.Realtime.Gateway;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests;

/// <summary>Clients that are created without a transport, in an app that has the package Skapi.Rtc.</summary>
public sealed class DefaultTransportTests : IAsyncLifetime
{
    private const string Channel = "text-chat";
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private DevelopmentGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await DevelopmentGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task A_client_that_is_created_without_a_transport_calls_another_one()
    {
        await using var alice = new SkapiClient(Options());
        await using var bob = new SkapiClient(Options());

        (await SayAsync(alice, bob, "hello").WaitAsync(HangGuard)).ShouldBe("hello");
    }

    [Fact]
    public async Task A_client_of_the_container_needs_no_registered_transport()
    {
        await using var services = new ServiceCollection().AddSkapi(SetOptions).BuildServiceProvider();
        await using var bob = new SkapiClient(Options());

        (await SayAsync(services.GetRequiredService<SkapiClient>(), bob, "hello").WaitAsync(HangGuard)).ShouldBe("hello");
    }

    [Fact]
    public async Task The_default_transport_adds_sound_to_the_managed_one_and_uses_its_options()
    {
        var transport = new DefaultTransport(new ManagedTransportOptions { MaxMessageSize = 300_000 });
        var managed = new ManagedTransport();
        await using var peer = await transport.CreatePeerAsync(new RtcPeerOptions(), new SilentObserver());

        peer.CreateDataChannel(DataChannelOptions.TextChat);

        (await peer.CreateOfferAsync()).Sdp.ShouldContain("a=max-message-size:300000");
        transport.Name.ShouldBe(managed.Name);
        transport.Capabilities.ShouldBe(managed.Capabilities | RtcCapabilities.RawAudio);
    }

    /// <summary>Calls, sends a message, and returns what the other side reads.</summary>
    private static async Task<string?> SayAsync(SkapiClient caller, SkapiClient callee, string text)
    {
        foreach (var client in (SkapiClient[])[caller, callee])
        {
            await client.ConnectRealtimeAsync();
            await client.JoinRealtimeAsync("tests");
        }

        var call = await caller.ConnectRtcAsync(new() { Cid = callee.Cid!, Channels = [DataChannelOptions.TextChat] });
        var incoming = await callee.ReadRealtimeEventsAsync().OfType<RealtimeEvent.RtcIncoming>().FirstAsync();
        var ringing = callee.GetIncomingCall(incoming);
        await ringing.ConnectRtcAsync();
        await call.ReadRtcEventsAsync().OfType<RtcEvent.DataChannelOpen>().FirstAsync();
        (await call.Connection).Send(Channel, text);
        return (await ringing.ReadRtcEventsAsync().OfType<RtcEvent.DataChannelMessage>().FirstAsync()).Data;
    }

    private SkapiClientOptions Options()
    {
        var options = new SkapiClientOptions();
        SetOptions(options);
        return options;
    }

    private void SetOptions(SkapiClientOptions options)
    {
        var (accessToken, idToken) = _gateway.IssueTokens(Guid.NewGuid().ToString());
        (options.WebSocketEndpoint, options.RecordEndpoint) = (_gateway.WebSocketEndpoint, _gateway.RecordEndpoint);
        (options.Service, options.Owner) = (DevelopmentGateway.Service.Service, DevelopmentGateway.Service.Owner);
        (options.Tokens, options.IceServers) = (SkapiTokens.Fixed(accessToken, idToken), []);
    }

    private sealed class SilentObserver : IRtcPeerObserver
    {
        public void OnPeerEvent(PeerEvent peerEvent)
        {
        }
    }
}
