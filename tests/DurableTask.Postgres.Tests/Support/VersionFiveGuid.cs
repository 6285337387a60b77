using System.Security.Cryptography;
using System.Text;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>The GUIDs that an orchestrator is to see, worked out from RFC 4122 and the statement alone.</summary>
public static class VersionFiveGuid
{
    /// <summary>The n-th (from 0) GUID of an instance in a turn of that time.</summary>
    public static Guid Expected(string instanceId, DateTime now, int counter)
    {
        var space = Convert.FromHexString("9e9529585e334daf827f2fa12937b875");
        var name = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{instanceId}_{now:o}_{counter}"));
#pragma warning disable CA5350 // The RFC wants SHA-1.
        var hash = Convert.ToHexStringLower(SHA1.HashData([.. space, .. name]));
#pragma warning restore CA5350
        var variant = "89ab"[Convert.ToInt32(hash[16..17], 16) % 4];
        return Guid.ParseExact(
            $"{hash[..8]}-{hash[8..12]}-5{hash[13..16]}-{variant}{hash[17..20]}-{hash[20..32]}", "D");
    }
}
