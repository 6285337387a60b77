using System.Security.Cryptography;
using System.Text;

namespace Deis.SshGateway.Api;

/// <summary>The shared secret of the API's hooks, in a file that may change at any time.</summary>
internal sealed class BuilderKey(SshGatewayOptions options)
{
    /// <summary>The key now.</summary>
    /// <exception cref="HttpRequestException">It cannot be read.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(options.BuilderKeyFile, cancellationToken)).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HttpRequestException($"The builder key cannot be read from {options.BuilderKeyFile}.", e);
        }
    }

    /// <summary>True when <paramref name="given"/> is the key.</summary>
    public async Task<bool> IsAsync(string given, CancellationToken cancellationToken)
    {
        var key = await ReadAsync(cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
    }
}
