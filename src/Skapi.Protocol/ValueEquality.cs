using System.ComponentModel;

namespace Skapi.Protocol;

/// <summary>Compares values by content, for emitted records and their collections.</summary>
/// <remarks><see cref="ReadOnlyMemory{T}"/> compares by reference, but messages compare their bytes.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ValueEquality
{
    /// <summary>Whether two values have the same content.</summary>
    public static bool AreEqual<T>(T left, T right)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
            return ((ReadOnlyMemory<byte>)(object)left!).Span.SequenceEqual(((ReadOnlyMemory<byte>)(object)right!).Span);

        if (typeof(T) == typeof(ReadOnlyMemory<byte>?))
        {
            var (x, y) = ((ReadOnlyMemory<byte>?)(object?)left, (ReadOnlyMemory<byte>?)(object?)right);
            return x.HasValue == y.HasValue && x.GetValueOrDefault().Span.SequenceEqual(y.GetValueOrDefault().Span);
        }

        return EqualityComparer<T>.Default.Equals(left, right);
    }

    /// <summary>A hash code of a value's content.</summary>
    public static int GetHashCode<T>(T value)
    {
        if (value is ReadOnlyMemory<byte> bytes)
        {
            var hash = new HashCode();
            hash.AddBytes(bytes.Span);
            return hash.ToHashCode();
        }

        return value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(value);
    }
}
