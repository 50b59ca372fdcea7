namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>Changes inputs at random, from a seed.</summary>
internal sealed class Mutator(int seed)
{
    private const int MaxLength = 4096;
    private static readonly byte[] Special = [0, 1, 2, 4, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly Random _random = new(seed);

    /// <summary>Creates an input from those of the corpus.</summary>
    public byte[] Create(IReadOnlyList<byte[]> corpus)
    {
        var bytes = corpus[_random.Next(corpus.Count)].ToList();
        for (var changes = 1 + _random.Next(6); changes > 0; changes--)
            Change(bytes, corpus);

        return [.. bytes.Take(MaxLength)];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> corpus)
    {
        if (bytes.Count == 0)
            bytes.Add((byte)_random.Next(256));

        var at = _random.Next(bytes.Count);
        switch (_random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes[at] = Special[_random.Next(Special.Length)];
                break;
            case 3:
                bytes.Insert(at, Special[_random.Next(Special.Length)]);
                break;
            case 4:
                bytes.RemoveRange(at, Math.Min(1 + _random.Next(8), bytes.Count - at));
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(1 + _random.Next(64), bytes.Count - at)));
                break;
            default:
                var other = corpus[_random.Next(corpus.Count)];
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.Skip(_random.Next(other.Length + 1)));
                break;
        }
    }
}
