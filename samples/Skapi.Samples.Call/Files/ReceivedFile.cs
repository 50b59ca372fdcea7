using System.Security.Cryptography;

namespace Skapi.Samples.Call.Files;

/// <summary>Writes the messages of a data channel into a file, and compares its hash with the one that the sender tells.</summary>
internal sealed class ReceivedFile(string path, long size) : IAsyncDisposable
{
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.ReadWrite);
    private readonly TaskCompletionSource<bool> _isSame = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The number of bytes that have arrived.</summary>
    public long Length { get; private set; }

    /// <summary>Is told how many bytes have arrived, after each message.</summary>
    public IProgress<long>? Progress { get; set; }

    /// <summary>Completes when the file is complete: with whether it has the hash that the sender told.</summary>
    public Task<bool> IsSame => _isSame.Task;

    /// <summary>Writes the bytes of a message. Nothing is written beyond the size of the file.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        Length += bytes.Length;
        if (Length > size)
            _isSame.TrySetResult(false);
        else
            await _file.WriteAsync(bytes);

        Progress?.Report(Length);
    }

    /// <summary>Reads the file back, and compares its hash.</summary>
    /// <param name="expectedHash">The SHA-256 of the sender, in hexadecimal.</param>
    public async Task CompareAsync(string expectedHash)
    {
        _file.Position = 0;
        _isSame.TrySetResult(Convert.ToHexStringLower(await SHA256.HashDataAsync(_file)) == expectedHash);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
