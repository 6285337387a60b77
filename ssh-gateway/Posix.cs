using System.Runtime.InteropServices;

namespace Deis.SshGateway;

/// <summary>What the class library has no call for.</summary>
internal static partial class Posix
{
    /// <summary>User id of this process.</summary>
    public static int UserId => (int)GetEuid();

    /// <summary>Group id of this process.</summary>
    public static int GroupId => (int)GetEgid();

    /// <summary>Gives a file to somebody.</summary>
    /// <exception cref="IOException">It is not allowed, or there is no such file.</exception>
    public static void Chown(string path, int userId, int groupId)
    {
        if (Chown(path, (uint)userId, (uint)groupId) != 0)
        {
            throw new IOException($"The owner of {path} cannot be changed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Chown(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEuid();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint GetEgid();
}
