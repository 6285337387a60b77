using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Deis.Platform.Users;

/// <summary>Hashes passwords with PBKDF2. New hashes are <c>pbkdf2_sha512$&lt;iterations&gt;$&lt;salt, base64&gt;$&lt;hash, base64&gt;</c>; those of Django
/// (<c>pbkdf2_sha256$&lt;iterations&gt;$&lt;salt, text&gt;$&lt;hash, base64&gt;</c>) verify too, so that the users of a Deis database can be moved over.</summary>
public static class PasswordHasher
{
    /// <summary>Iterations of new hashes: about a tenth of a second on a small server.</summary>
    public const int Iterations = 100_000;

    private const string OwnAlgorithm = "pbkdf2_sha512";
    private const string DjangoAlgorithm = "pbkdf2_sha256";
    private const int SaltBytes = 16;
    private const int HashBytes = 64;

    // More would let whoever can write a hash stop the API.
    private const int MaxIterations = 10_000_000;

    private static readonly string Nobody = Hash("nobody");

    /// <summary>A fresh salted hash of a password.</summary>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{OwnAlgorithm}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>Compares a password with a stored hash. Without one (an unknown user) it takes as long and says no.</summary>
    public static PasswordCheck Verify(string password, string? encoded)
    {
        var parts = (encoded ?? Nobody).Split('$');
        if (parts.Length != 4 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) ||
            iterations is < 1 or > MaxIterations || !TryDecode(parts[3], out var expected))
        {
            return PasswordCheck.Wrong;
        }
        var computed = parts[0] switch
        {
            OwnAlgorithm when TryDecode(parts[2], out var salt) =>
                Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, expected.Length),
            DjangoAlgorithm =>
                Rfc2898DeriveBytes.Pbkdf2(password, Encoding.UTF8.GetBytes(parts[2]), iterations, HashAlgorithmName.SHA256, expected.Length),
            _ => [],
        };
        if (encoded is null || !CryptographicOperations.FixedTimeEquals(computed, expected))
        {
            return PasswordCheck.Wrong;
        }
        return parts[0] == OwnAlgorithm && iterations == Iterations ? PasswordCheck.Right : PasswordCheck.RightButOutdated;
    }

    private static bool TryDecode(string base64, out byte[] bytes)
    {
        bytes = new byte[base64.Length];
        if (base64.Length == 0 || !Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return false;
        }
        Array.Resize(ref bytes, length);
        return length > 0;
    }
}
