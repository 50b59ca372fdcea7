using System.Reflection;
using Microsoft.CodeAnalysis;
using Skapi.Protocol;
using Skapi.Realtime.Gateway;
using Skapi.Rtc;
using Skapi.Rtc.GStreamer;

namespace Skapi.Docs.Tests;

public sealed class ReadmeTests
{
    private const int MaxLines = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_call_with_chat_compiles_as_it_stands_in_the_README() =>
        ReadmeProgram.Compile(ReadmeProgram.Text()).GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();

    [Fact]
    public void A_call_with_chat_takes_few_lines() =>
        ReadmeProgram.Text().Split('\n').Count(line => line.Trim().Length > 0).ShouldBeLessThanOrEqualTo(MaxLines);

    [Fact]
    public async Task A_call_with_chat_calls_who_joins_and_outlives_the_hang_up()
    {
        await using var gateway = await DevelopmentGateway.StartAsync();
        using var console = new TestConsole();
        var called = new TaskCompletionSource<IncomingCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bob = new SkapiClient(OptionsOf(gateway), new GStreamerTransport());
        await bob.ConnectRealtimeAsync(e =>
        {
            if (e is RealtimeEvent.Notice notice && notice.Code == NoticeCode.UserJoined && notice.Sender != bob.UserId)
                joined.TrySetResult();
            if (e is RealtimeEvent.RtcIncoming incoming)
                called.TrySetResult(bob.GetIncomingCall(incoming));
        });
        await bob.JoinRealtimeAsync("lobby");
        var program = RunAsync(gateway);
        await joined.Task.WaitAsync(Patience);

        // The program is there: it calls whoever joins now.
        await bob.JoinRealtimeAsync(null);
        await bob.JoinRealtimeAsync("lobby");
        var heard = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = await (await called.Task.WaitAsync(Patience)).ConnectRtcAsync(null, e =>
        {
            if (e is RtcEvent.DataChannelOpen)
                opened.TrySetResult();
            if (e is RtcEvent.DataChannelMessage message)
                heard.TrySetResult(message.Data);
        }).WaitAsync(Patience);
        await opened.Task.WaitAsync(Patience);
        await console.ShowsAsync("open");

        console.Type("hello");
        (await heard.Task.WaitAsync(Patience)).ShouldBe("hello");
        call.Send("text-chat", "good evening");
        await console.ShowsAsync("good evening");

        call.Hangup();
        await call.Closed.WaitAsync(Patience);
        await console.ShowsAsync("close");
        console.Type("still there?");
        console.End();
        await program.WaitAsync(Patience);
    }

    private static Task RunAsync(DevelopmentGateway gateway)
    {
        // A machine that runs tests has no camera.
        using var program = new MemoryStream();
        ReadmeProgram.Compile(ReadmeProgram.Text().Replace("MediaOptions.Devices", "MediaOptions.Test", StringComparison.Ordinal)).Emit(program).Success.ShouldBeTrue();
        var main = Assembly.Load(program.ToArray()).EntryPoint!;
        var (access, id) = gateway.IssueTokens(Guid.NewGuid().ToString());
        string[] args =
        [
            gateway.WebSocketEndpoint.ToString(), gateway.RecordEndpoint.ToString(), DevelopmentGateway.Service.Service, DevelopmentGateway.Service.Owner, access, id,
        ];
        return Task.Run(() => { main.Invoke(null, [args]); });
    }

    private static SkapiClientOptions OptionsOf(DevelopmentGateway gateway)
    {
        var (access, id) = gateway.IssueTokens(Guid.NewGuid().ToString());
        return new SkapiClientOptions
        {
            WebSocketEndpoint = gateway.WebSocketEndpoint,
            RecordEndpoint = gateway.RecordEndpoint,
            Service = DevelopmentGateway.Service.Service,
            Owner = DevelopmentGateway.Service.Owner,
            Tokens = SkapiTokens.Fixed(access, id),
            IceServers = [],
        };
    }
}
