using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Rig;

/// <summary>Keeps what a page signals from the gateway until it is let go: so two calls cross each other on every run.</summary>
public sealed class HeldSignals
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _held = new();
    private readonly TaskCompletionSource _offer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IWebSocketRoute? _server;
    private bool _isHolding = true;

    /// <summary>Completes when the page has made an offer, which is held.</summary>
    public Task Offer => _offer.Task;

    internal static async Task<HeldSignals> AttachAsync(IPage page)
    {
        var signals = new HeldSignals();
        await page.RouteWebSocketAsync("**/realtime*", socket =>
        {
            signals._server = socket.ConnectToServer();
            socket.OnMessage(frame => signals.Forward(frame.Text!));
        });
        return signals;
    }

    /// <summary>Sends what was held, in order, and holds nothing any more.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            _isHolding = false;
            while (_held.TryDequeue(out var text))
                _server!.Send(text);
        }
    }

    private void Forward(string text)
    {
        lock (_gate)
        {
            if (_isHolding && text.Contains("\"action\":\"rtc\"", StringComparison.Ordinal))
            {
                _held.Enqueue(text);
                if (text.Contains("sdpoffer", StringComparison.Ordinal))
                    _offer.TrySetResult();
            }
            else
                _server!.Send(text);
        }
    }
}
