using Microsoft.Extensions.DependencyInjection;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;
using Skapi.Rtc.InMemory;

namespace Skapi.Rtc.Tests.Client;

public class OptionsTests
{
    public static TheoryData<Action<SkapiClientOptions>, string> WrongOptions => new()
    {
        { options => options.WebSocketEndpoint = null, "SkapiClientOptions.WebSocketEndpoint should be an absolute URL of scheme ws or wss" },
        { options => options.WebSocketEndpoint = new Uri("http://x/"), "scheme ws or wss, but is “http://x/”" },
        { options => options.RecordEndpoint = new Uri("http://x/api"), "ends in “/”, but is “http://x/api”" },
        { options => options.Tokens = null, "SkapiClientOptions.Tokens is missing" },
        { options => options.RingTimeout = TimeSpan.Zero, "SkapiClientOptions.RingTimeout should be longer than no time" },
        { options => options.ConnectTimeout = TimeSpan.FromSeconds(-1), "SkapiClientOptions.ConnectTimeout" },
        { options => options.RecoveryTimeout = TimeSpan.Zero, "SkapiClientOptions.RecoveryTimeout" },
        { options => options.RealtimeConnectTimeout = TimeSpan.Zero, "SkapiClientOptions.RealtimeConnectTimeout" },
        { options => options.KeepAliveInterval = TimeSpan.Zero, "SkapiClientOptions.KeepAliveInterval" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_wrong_option_is_named(Action<SkapiClientOptions> spoil, string says)
    {
        var options = Party.Options("alice");
        spoil(options);

        var error = Should.Throw<SkapiException>(() => new SkapiClient(options, new InMemoryTransport()));
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain(says);
    }

    public static TheoryData<RtcCallOptions, string, string> WrongCalls => new()
    {
        { new RtcCallOptions { Cid = "bob" }, "INVALID_PARAMETER", "begins with “cid:”, but is “bob”" },
        { new RtcCallOptions { Cid = "cid:" }, "INVALID_PARAMETER", "begins with “cid:”" },
        { new RtcCallOptions { Cid = null! }, "INVALID_PARAMETER", "begins with “cid:”, but is “”" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [] }, "INVALID_PARAMETER", "needs something to carry" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [], Media = new MediaOptions() }, "INVALID_PARAMETER", "needs something to carry" },
        { new RtcCallOptions { Cid = "cid:b", Channels = null! }, "INVALID_PARAMETER", "leave it empty" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [null!] }, "INVALID_PARAMETER", "has no protocol" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [new DataChannelOptions { Protocol = "" }] }, "INVALID_PARAMETER", "has no protocol" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [DataChannelOptions.Gaming, DataChannelOptions.Gaming] }, "INVALID_REQUEST", "“gaming” already exists" },
        {
            new RtcCallOptions { Cid = "cid:b", Channels = [new DataChannelOptions { MaxRetransmits = 1, MaxPacketLifeTime = 1 }] },
            "INVALID_PARAMETER",
            "both maxRetransmits and maxPacketLifeTime"
        },
    };

    [Theory]
    [MemberData(nameof(WrongCalls))]
    public async Task A_wrong_call_is_refused_before_anything_is_done(RtcCallOptions call, string code, string says)
    {
        await using var alice = await Party.ConnectAsync("alice", new LoopbackGateway(), new InMemoryTransport());

        var error = await Should.ThrowAsync<SkapiException>(alice.Client.ConnectRtcAsync(call).OrHang());
        error.Code.Value.ShouldBe(code);
        error.Message.ShouldContain(says);
    }

    [Fact]
    public async Task A_call_for_a_device_that_is_not_there_says_so()
    {
        await using var alice = await Party.ConnectAsync("alice", new LoopbackGateway(), new InMemoryTransport());

        var error = await Should.ThrowAsync<SkapiException>(
            alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:b", Media = MediaOptions.Devices }).OrHang());
        error.Code.ShouldBe(SkapiErrorCode.DeviceNotFound);
    }

    [Fact]
    public async Task AddSkapi_registers_one_client_for_the_app()
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IRtcTransport>(new InMemoryTransport())
            .AddSkapi(options =>
            {
                options.WebSocketEndpoint = new Uri("ws://gateway.test/");
                options.RecordEndpoint = new Uri("http://gateway.test/");
                options.Service = "service";
                options.Owner = "owner";
                options.Tokens = SkapiTokens.Fixed("a", "i");
            })
            .BuildServiceProvider();

        services.GetRequiredService<SkapiClient>().ShouldBeSameAs(services.GetRequiredService<SkapiClient>());
    }
}
