using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>A realtime connection between a test on the gateway's end and a test on the app's.</summary>
internal sealed class ConnectionFixture : IAsyncDisposable
{
    public const string KeepAlive = """{"action":"keepAlive"}""";

    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(7);

    private int _tokensMade;

    public ConnectionFixture(IReconnectPolicy? reconnect = null, FakeNetwork? network = null, Random? random = null)
    {
        var settings = new RealtimeSettings
        {
            Endpoint = new Uri("wss://gateway.test/"),
            UserId = "me",
            Tokens = new TokenCache(_ => ValueTask.FromResult(new SkapiTokens($"access-{++_tokensMade}", "id")), Time),
            ConnectTimeout = ConnectTimeout,
            KeepAliveInterval = TimeSpan.FromSeconds(15),
            Network = network ?? new FakeNetwork(),
            Random = random ?? Random.Shared,
            Reconnect = reconnect ?? new ReconnectPolicy(TimeSpan.Zero, TimeSpan.Zero),
        };
        Connection = new RealtimeConnection(settings, Sockets, Time, Logger);
    }

    public SteppedTime Time { get; } = new();

    public RecordingLogger Logger { get; } = new();

    public FakeSocketFactory Sockets { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public RealtimeConnection Connection { get; }

    /// <summary>Connects, and takes the first frame and the first event.</summary>
    public async Task<FakeSocket> ConnectAsync(FakeSocket? socket = null)
    {
        socket = Sockets.Next(socket ?? new FakeSocket());
        await OpenAsync();
        (await Observer.HeardAsync()).ShouldBe("opened");
        (await socket.SentAsync()).ShouldBe(KeepAlive);
        return socket;
    }

    public async Task OpenAsync()
    {
        var start = await Connection.ConnectAsync(new SkapiTokens("access-0", "id"), Observer, CancellationToken.None).OrHang();
        await Sockets.AttemptAsync();
        start();
    }

    public static ClientFrame Post(SkapiTokens tokens, string text) =>
        new ClientFrame.Rtc { Cid = text, Content = RawJson.Parse("1"), Token = tokens.AccessToken };

    public static string Posted(string text, int token = 0) =>
        $$"""{"action":"rtc","uid":"{{text}}","content":1,"token":"access-{{token}}"}""";

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
