using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>One reference to a GObject. The object lives until the handle is disposed and every call that uses it has returned.</summary>
internal sealed class GObjectHandle : SafeHandle
{
    /// <summary>Creates a handle that owns a reference.</summary>
    public GObjectHandle(nint instance)
        : base(0, ownsHandle: true) => SetHandle(instance);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Keeps the object alive until the result is disposed, and gives its address.</summary>
    /// <exception cref="ObjectDisposedException">The handle is disposed.</exception>
    public Use Borrow() => new(this);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        GObject.Unref(handle);
        return true;
    }

    /// <summary>The time during which an object cannot be freed.</summary>
    public readonly ref struct Use
    {
        private readonly GObjectHandle _owner;

        public Use(GObjectHandle owner)
        {
            var added = false;
            owner.DangerousAddRef(ref added);
            _owner = owner;
        }

        /// <summary>The object's address.</summary>
        public nint Instance => _owner.handle;

        public void Dispose() => _owner.DangerousRelease();
    }
}
