using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The limits of a validation, which keep a hostile instance from costing much.</summary>
public sealed record ValidationOptions
{
    /// <summary>The deepest limit that <see cref="MaxDepth"/> may be set to: what every thread's stack has room for.</summary>
    public const int DepthCeiling = 512;

    /// <summary>How deep the instance's arrays and objects may nest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 1 to <see cref="DepthCeiling"/>.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, DepthCeiling);
            field = value;
        }
    } = JsonCodec.MaxDepth;

    /// <summary>After how many errors to stop.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int MaxErrors
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100;

    internal static ValidationOptions Default { get; } = new();
}
