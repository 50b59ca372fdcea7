using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The limits of a validation, which bound the cost of a hostile instance.</summary>
public sealed record ValidationOptions
{
    /// <summary>The maximum of <see cref="MaxDepth"/>, for which the stack of every thread is large enough.</summary>
    public const int DepthCeiling = 512;

    /// <summary>The maximum nesting depth of the instance. The default is <see cref="JsonCodec.MaxDepth"/>.</summary>
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

    /// <summary>The maximum number of errors, after which the validation stops. The default is 100.</summary>
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
