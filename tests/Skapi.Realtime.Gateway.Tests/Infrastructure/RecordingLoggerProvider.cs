using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

/// <summary>Keeps every line that is logged under a category of the gateway's.</summary>
internal sealed class RecordingLoggerProvider : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName.StartsWith("Skapi.", StringComparison.Ordinal));

    public void Dispose()
    {
    }

    private sealed class Recorder(RecordingLoggerProvider owner, bool records) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => records;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (records)
                owner.Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        }
    }
}
