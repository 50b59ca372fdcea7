namespace Skapi.Samples.Call.Files;

/// <summary>Writes files of random bytes, which nothing on the way can compress.</summary>
internal static class RandomFile
{
    private const int BlockSize = 1 << 20;

    public static async Task WriteAsync(string path, long size, CancellationToken cancellationToken)
    {
        var random = new Random();
        var block = new byte[BlockSize];
        await using var file = File.Create(path);
        for (long written = 0; written < size;)
        {
            var part = block.AsMemory(0, (int)Math.Min(BlockSize, size - written));
            random.NextBytes(part.Span);
            await file.WriteAsync(part, cancellationToken);
            written += part.Length;
        }
    }
}
