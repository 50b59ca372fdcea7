using System.Threading.Channels;
using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>What the realtime connection told, in words and in order.</summary>
internal sealed class RecordingObserver : IRealtimeObserver
{
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();

    public Task<string> HeardAsync() => _heard.Reader.ReadAsync().OrHang();

    public void OnOpened(bool again) => Add(again ? "opened again" : "opened");

    public void OnFrame(GatewayFrame frame) => Add($"frame {frame.Message}");

    public void OnLost() => Add("lost");

    public void OnReconnecting(int attempt) => Add($"attempt {attempt}");

    public void OnRefused(SkapiException error) => Add($"refused: {error.Message}");

    public void OnGaveUp(SkapiException? error) => Add("gave up");

    private void Add(string what) => _heard.Writer.TryWrite(what);
}
