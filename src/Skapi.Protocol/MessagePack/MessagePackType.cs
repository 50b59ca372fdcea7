using System.Diagnostics.CodeAnalysis;

namespace Skapi.Protocol.MessagePack;

/// <summary>The types of the MessagePack specification. Each has one or more formats.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names of the specification.")]
public enum MessagePackType
{
    /// <summary>The end of the bytes, or the byte 0xc1, which the specification does not use.</summary>
    None,

    /// <summary>nil.</summary>
    Nil,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>An integer of any format.</summary>
    Integer,

    /// <summary>float 32 or float 64.</summary>
    Float,

    /// <summary>A string of any format.</summary>
    String,

    /// <summary>bin 8, 16 or 32.</summary>
    Binary,

    /// <summary>An array of any format.</summary>
    Array,

    /// <summary>A map of any format.</summary>
    Map,

    /// <summary>An extension of any format, timestamps included.</summary>
    Extension,
}
