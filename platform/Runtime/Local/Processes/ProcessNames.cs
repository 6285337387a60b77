using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Deis.Platform.Runtime.Local.State;

namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>Names of processes, in the form that clients take apart: <c>&lt;app&gt;-&lt;type&gt;-&lt;8–10 digits&gt;-&lt;5 characters&gt;</c>.</summary>
internal static class ProcessNames
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int SuffixLength = 5;
    private const uint Smallest = 10_000_000;

    /// <summary>A new name; processes of one revision share the digits.</summary>
    public static string Create(Revision revision)
    {
        var spec = revision.Spec;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{spec.App} {spec.Type} {spec.Release} {revision.Generation}"));
        var digits = Smallest + BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint.MaxValue - Smallest);
        return string.Create(CultureInfo.InvariantCulture, $"{spec.App}-{spec.Type}-{digits}-{RandomNumberGenerator.GetString(Alphabet, SuffixLength)}");
    }

    /// <summary>The last part of a name, which log lines are marked with.</summary>
    public static string Suffix(string name) => name[^SuffixLength..];
}
