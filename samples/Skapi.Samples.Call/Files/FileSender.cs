using System.Security.Cryptography;

namespace Skapi.Samples.Call.Files;

/// <summary>Sends files over a data channel: the bytes in messages, and then their SHA-256 as a text.</summary>
internal sealed class FileSender(Party party, string protocol)
{
    private const int MessageSize = 64 * 1024;

    /// <summary>The number of waiting bytes at which sending pauses. It hides the time until the event that continues it.</summary>
    private const int HighWater = 4 << 20;
    private const int LowWater = 1 << 20;

    /// <summary>Sends a file. Completes when its last message has been queued.</summary>
    public async Task SendAsync(string path, CancellationToken cancellationToken)
    {
        var connection = await party.Connection.WaitAsync(cancellationToken);
        var channel = connection.Channels[protocol];
        channel.BufferedAmountLowThreshold = LowWater;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.OpenRead(path);
        var message = new byte[Math.Min(MessageSize, channel.MaxMessageSize)];
        for (int length; (length = await file.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellationToken)) > 0;)
        {
            if (channel.BufferedAmount > HighWater)
                await party.BufferedAmountLowAsync(channel).WaitAsync(cancellationToken);

            hash.AppendData(message, 0, length);
            channel.Send(message.AsSpan(0, length));
        }

        channel.Send(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
