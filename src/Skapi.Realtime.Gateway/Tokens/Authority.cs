using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Diagnostics;

namespace Skapi.Realtime.Gateway.Tokens;

/// <summary>
/// The keys of one issuer. While they cannot be read, a new attempt is made at most every few seconds, and an outage is logged once, so
/// that tokens cannot cause a flood of requests or of log lines. Safe for use by several threads.
/// </summary>
internal sealed class Authority(string issuer, BaseConfigurationManager keys, TimeProvider time, ILogger logger)
{
    /// <summary>The time between two attempts to read keys.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<bool>? _reading;
    private long? _failedAt;

    /// <summary>Reads the keys if they are needed, are old, or a token names an unknown one.</summary>
    /// <returns>Null if they cannot be read now.</returns>
    public async ValueTask<BaseConfigurationManager?> ReadAsync()
    {
        Task<bool> reading;
        lock (_gate)
        {
            if (_failedAt is { } failed && time.GetElapsedTime(failed) < RetryInterval)
                return null;
            if (_reading is not { IsCompleted: false })
                _reading = TryReadAsync();
            reading = _reading;
        }

        return await reading.ConfigureAwait(false) ? keys : null;
    }

    private async Task<bool> TryReadAsync()
    {
        try
        {
            await keys.GetBaseConfigurationAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException e)
        {
            bool isFirst;
            lock (_gate)
            {
                isFirst = _failedAt is null;
                _failedAt = time.GetTimestamp();
            }

            if (isFirst)
                logger.KeysUnreadable(issuer, e);
            return false;
        }

        bool isBack;
        lock (_gate)
        {
            isBack = _failedAt is not null;
            _failedAt = null;
        }

        if (isBack)
            logger.KeysReadable(issuer);
        return true;
    }
}
