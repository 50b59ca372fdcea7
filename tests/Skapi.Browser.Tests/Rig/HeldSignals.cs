using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Rig;

/// <summary>Holds back the signals of a page until a test releases them, so that two calls cross each other in every run.</summary>
public sealed class HeldSignals
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _held = new();
    private readonly TaskCompletionSource _offer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IWebSocketRoute? _server;
    private bool _isHolding = true;

    /// <summary>Completes when the page has sent an offer, which is held back.</summary>
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

    /// <summary>Sends the signals that were held back, in order, and holds back no more.</summary>
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
