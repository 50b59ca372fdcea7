using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;
using Skapi.Rtc.Transport;
using Skapi.Rtc.InMemory;

namespace Skapi.Rtc.Tests.Client;

public class OptionsTests
{
    public static TheoryData<Action<SkapiClientOptions>, string> WrongOptions => new()
    {
        {
            options => options.WebSocketEndpoint = null,
            "SkapiClientOptions.WebSocketEndpoint is missing. Set it to an absolute URL with the scheme ws or wss"
        },
        { options => options.WebSocketEndpoint = new Uri("http://x/"), "with the scheme ws or wss, but is “http://x/”" },
        { options => options.WebSocketEndpoint = new Uri("/x", UriKind.Relative), "with the scheme ws or wss, but is “/x”" },
        { options => options.RecordEndpoint = null, "SkapiClientOptions.RecordEndpoint is missing" },
        { options => options.RecordEndpoint = new Uri("http://x/api"), "should end with “/”, but is “http://x/api”" },
        { options => options.Service = "", "SkapiClientOptions.Service is missing" },
        { options => options.Owner = null!, "SkapiClientOptions.Owner is missing" },
        { options => options.Reconnect = null!, "SkapiClientOptions.Reconnect is null" },
        { options => options.IceServers = [null!], "SkapiClientOptions.IceServers contains null" },
        {
            options => options.IceServers = [new IceServer { Urls = ["http://x"] }],
            "SkapiClientOptions.IceServers contains a server that cannot be used. The ICE server URL “http://x”"
        },
        { options => options.IceServers = [new IceServer { Urls = ["turn:x"] }], "“turn:x” has no credentials" },
        { options => options.IceServers = [new IceServer()], "has no URL" },
        { options => options.IceTransportPolicy = (IceTransportPolicy)7, "should be All or Relay, but is “7”" },
        { options => options.Tokens = null, "SkapiClientOptions.Tokens is missing" },
        { options => options.RingTimeout = TimeSpan.Zero, "SkapiClientOptions.RingTimeout should be longer than zero" },
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

    public static TheoryData<string> WrongCids => ["bob", "cid:", ""];

    [Theory]
    [MemberData(nameof(WrongCids))]
    public async Task A_cid_that_cannot_be_called_is_an_invalid_parameter(string cid)
    {
        await using var alice = await Party.ConnectAsync("alice", new LoopbackGateway(), new InMemoryTransport());

        var error = await Should.ThrowAsync<SkapiException>(alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = cid }).OrHang());
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain($"The cid “{cid}” is invalid: it should begin with “cid:”");
    }

    [Fact]
    public async Task A_cid_that_cannot_be_sent_is_an_invalid_parameter()
    {
        await using var alice = await Party.ConnectAsync("alice", new LoopbackGateway(), new InMemoryTransport());

        var call = alice.Client.ConnectRtcAsync(new RtcCallOptions { Cid = "cid:\ud800" });
        var error = await Should.ThrowAsync<SkapiException>(call.OrHang());
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("has a lone surrogate");
        error.Message.ShouldNotContain("begin with");
    }

    public static TheoryData<RtcCallOptions, string> WrongCalls => new()
    {
        { new RtcCallOptions { Cid = null! }, "Cid" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [] }, "nothing to carry" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [], Media = new MediaOptions() }, "nothing to carry" },
        { new RtcCallOptions { Cid = "cid:b", Channels = null! }, "Channels" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [null!] }, "has no Protocol" },
        { new RtcCallOptions { Cid = "cid:b", Channels = [new DataChannelOptions { Protocol = "" }] }, "has no Protocol" },
        {
            new RtcCallOptions { Cid = "cid:b", Channels = [DataChannelOptions.Gaming, DataChannelOptions.Gaming] },
            "the protocol “gaming”"
        },
        {
            new RtcCallOptions { Cid = "cid:b", Channels = [new DataChannelOptions { MaxRetransmits = 1, MaxPacketLifeTime = 1 }] },
            "both MaxRetransmits and MaxPacketLifeTime"
        },
    };

    [Theory]
    [MemberData(nameof(WrongCalls))]
    public async Task A_wrong_call_is_misuse_and_refused_before_anything_is_done(RtcCallOptions call, string says)
    {
        await using var alice = await Party.ConnectAsync("alice", new LoopbackGateway(), new InMemoryTransport());

        (await Should.ThrowAsync<ArgumentException>(alice.Client.ConnectRtcAsync(call).OrHang())).Message.ShouldContain(says);
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

    /// <summary>This project does not have the package Skapi.Rtc. tests/Skapi.Rtc.Tests has it.</summary>
    [Fact]
    public void A_client_without_a_transport_and_without_the_default_package_says_what_to_add()
    {
        var error = Should.Throw<InvalidOperationException>(() => new SkapiClient(Party.Options("alice")));

        error.Message.ShouldContain("dotnet add package Skapi.Rtc)");
        error.Message.ShouldContain("pass it to the constructor of SkapiClient");
    }

    [Fact]
    public async Task AddSkapi_without_a_transport_and_without_the_default_package_says_what_to_register()
    {
        await using var services = new ServiceCollection().AddSkapi(SetExample).BuildServiceProvider();

        var error = Should.Throw<InvalidOperationException>(() => services.GetRequiredService<SkapiClient>());

        error.Message.ShouldContain("dotnet add package Skapi.Rtc)");
        error.Message.ShouldContain("services.AddSingleton<IRtcTransport>(…)");
    }

    [Fact]
    public async Task AddSkapi_with_two_transports_names_them()
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IRtcTransport>(new InMemoryTransport())
            .AddSingleton<IRtcTransport>(new FaultyTransport(new InMemoryTransport()))
            .AddSkapi(_ => { })
            .BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<SkapiClient>())
            .Message.ShouldContain("2 services of the type IRtcTransport are registered (“in-memory”, “faulty”)");
    }

    [Fact]
    public async Task AddSkapi_can_set_the_options_with_other_services()
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IRtcTransport>(new InMemoryTransport())
            .AddSingleton(SkapiTokens.Fixed("a", "i"))
            .AddSkapi((options, provider) =>
            {
                SetExample(options);
                options.Tokens = provider.GetRequiredService<Func<CancellationToken, ValueTask<SkapiTokens>>>();
            })
            .BuildServiceProvider();

        services.GetRequiredService<SkapiClient>().State.ShouldBe(RealtimeState.Disconnected);
    }

    [Fact]
    public void The_options_can_be_bound_from_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Skapi:WebSocketEndpoint"] = "wss://gateway.test/",
            ["Skapi:RecordEndpoint"] = "https://gateway.test/",
            ["Skapi:Service"] = "srv",
            ["Skapi:Owner"] = "own",
            ["Skapi:RingTimeout"] = "00:00:20",
            ["Skapi:IceTransportPolicy"] = "Relay",
            ["Skapi:IceServers:0:Urls:0"] = "turn:turn.test:3478",
            ["Skapi:IceServers:0:Username"] = "user",
            ["Skapi:IceServers:0:Credential"] = "password",
        }).Build();
        var options = new SkapiClientOptions { Tokens = SkapiTokens.Fixed("a", "i") };
        configuration.GetSection("Skapi").Bind(options);

        options.Validate();
        options.WebSocketEndpoint.ShouldBe(new Uri("wss://gateway.test/"));
        options.RingTimeout.ShouldBe(TimeSpan.FromSeconds(20));
        options.IceTransportPolicy.ShouldBe(IceTransportPolicy.Relay);
        var server = options.IceServers.ShouldHaveSingleItem();
        server.Urls.ShouldBe(["turn:turn.test:3478"]);
        server.Username.ShouldBe("user");
        server.Credential.ShouldBe("password");
    }

    private static void SetExample(SkapiClientOptions options)
    {
        var example = Party.Options("alice");
        (options.WebSocketEndpoint, options.RecordEndpoint) = (example.WebSocketEndpoint, example.RecordEndpoint);
        (options.Service, options.Owner, options.Tokens) = (example.Service, example.Owner, example.Tokens);
    }
}
