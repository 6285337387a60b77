using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Deis.Platform.ObjectStorage;

/// <summary>Pre-signed URLs of the directory store: <c>/v2/objects/&lt;key&gt;?expires=&lt;unix&gt;&amp;access=read|write&amp;signature=&lt;hex&gt;</c>.
/// The signature is HMAC-SHA256 over access, expiry and key (docs/protocol/builder.md §9).</summary>
public sealed class ObjectUrlSigner
{
    /// <summary>Path under which the API serves the directory store's objects.</summary>
    public const string PathPrefix = "/v2/objects/";

    private readonly byte[] _key;
    private readonly string _baseUrl;
    private readonly TimeProvider _time;

    /// <summary>Derives the signing key from the configured secret.</summary>
    public ObjectUrlSigner(IOptions<DirectoryObjectStoreOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        byte[] secret = Encoding.UTF8.GetBytes(options.Value.SigningSecret);
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, HMACSHA256.HashSizeInBytes, info: "deis object urls v1"u8.ToArray());
        _baseUrl = options.Value.PublicBaseUrl!.AbsoluteUri.TrimEnd('/');
        _time = time;
    }

    /// <summary>A URL for one object that stops working after <paramref name="lifetime"/>, rounded up to the second.</summary>
    /// <exception cref="ArgumentException">The key is invalid.</exception>
    public PresignedUrl Presign(string key, PresignedAccess access, TimeSpan lifetime)
    {
        ObjectKey.Checked(key);
        long expires = (long)Math.Ceiling((_time.GetUtcNow() + lifetime - DateTimeOffset.UnixEpoch).TotalSeconds);
        string path = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        string signature = Convert.ToHexStringLower(Sign(key, NameOf(access), expires));
        Uri url = new(string.Create(CultureInfo.InvariantCulture, $"{_baseUrl}{PathPrefix}{path}?expires={expires}&access={NameOf(access)}&signature={signature}"));
        return new PresignedUrl(url, access == PresignedAccess.Read ? "GET" : "PUT", new Dictionary<string, string>(), DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <summary>True when the query carries a signature of ours for this object and this HTTP method that has not expired at <paramref name="now"/>.
    /// Takes the same time whatever part of the signature is wrong.</summary>
    /// <param name="key">Object key: the decoded path after <see cref="PathPrefix"/>.</param>
    /// <param name="query">The request's query.</param>
    /// <param name="method">GET and HEAD need <c>read</c>, PUT needs <c>write</c>, others are refused.</param>
    /// <param name="now">Present time.</param>
    public bool TryVerify(string key, IQueryCollection query, string method, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!ObjectKey.IsValid(key) || AccessFor(method) is not { } access || query["access"] != NameOf(access))
            return false;
        if (!long.TryParse(query["expires"], NumberStyles.None, CultureInfo.InvariantCulture, out long expires))
            return false;
        byte[] given = new byte[HMACSHA256.HashSizeInBytes];
        string signature = query["signature"].ToString();
        bool isHex = signature.Length == given.Length * 2
            && Convert.FromHexString(signature, given, out _, out _) == System.Buffers.OperationStatus.Done;
        return isHex && CryptographicOperations.FixedTimeEquals(given, Sign(key, NameOf(access), expires)) && now.ToUnixTimeSeconds() < expires;
    }

    private byte[] Sign(string key, string access, long expires) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{access}\n{expires}\n{key}")));

    private static PresignedAccess? AccessFor(string method) => method switch
    {
        "GET" or "HEAD" => PresignedAccess.Read,
        "PUT" => PresignedAccess.Write,
        _ => null,
    };

    private static string NameOf(PresignedAccess access) => access == PresignedAccess.Read ? "read" : "write";
}
