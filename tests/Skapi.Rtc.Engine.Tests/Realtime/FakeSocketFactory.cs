using System.Threading.Channels;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>Opens the sockets that a test has prepared, one after the other. Without a prepared socket, opening waits.</summary>
internal sealed class FakeSocketFactory : IRealtimeSocketFactory
{
    private readonly Channel<Func<IRealtimeSocket>> _sockets = Channel.CreateUnbounded<Func<IRealtimeSocket>>();
    private readonly Channel<string> _tokens = Channel.CreateUnbounded<string>();

    public FakeSocket Next(FakeSocket socket)
    {
        _sockets.Writer.TryWrite(() => socket);
        return socket;
    }

    public FakeSocket Next() => Next(new FakeSocket());

    public void NextFails(Exception error) => _sockets.Writer.TryWrite(() => throw error);

    /// <summary>The token of the next attempt to open a socket.</summary>
    public Task<string> AttemptAsync() => _tokens.Reader.ReadAsync().OrHang();

    public async ValueTask<IRealtimeSocket> OpenAsync(Uri endpoint, string accessToken, CancellationToken cancellationToken)
    {
        _tokens.Writer.TryWrite(accessToken);
        return (await _sockets.Reader.ReadAsync(cancellationToken))();
    }
}
