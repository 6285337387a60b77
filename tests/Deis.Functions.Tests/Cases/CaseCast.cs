using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Cases;

/// <summary>Who and what a case speaks of, made when it is first named.</summary>
public sealed partial class CaseCast(ApiHost api)
{
    private readonly Dictionary<string, TestUser> _users = [];
    private readonly Dictionary<string, string> _values = [];

    /// <summary>Gives a value a name.</summary>
    public void Keep(string name, string value) => _values[name] = value;

    /// <summary>The account of a role: <c>owner</c> and <c>stranger</c> are users, <c>friend</c> is one who may use the app, <c>admin</c> an administrator.</summary>
    public async Task<TestUser> UserAsync(string role)
    {
        if (_users.TryGetValue(role, out var known))
        {
            return known;
        }
        var user = _users[role] = await api.AddUserAsync(isAdmin: role == "admin");
        if (role == "friend")
        {
            await api.ShareAsync(await ValueAsync("app"), user);
        }
        return user;
    }

    /// <summary>The text with all names in braces replaced by what they stand for.</summary>
    public async Task<string> FillAsync(string text)
    {
        foreach (var name in Name().Matches(text).Select(match => match.Groups[1].Value).Distinct().ToList())
        {
            text = text.Replace($"{{{name}}}", await ValueAsync(name), StringComparison.Ordinal);
        }
        return text;
    }

    private async Task<string> ValueAsync(string name)
    {
        if (_values.TryGetValue(name, out var known))
        {
            return known;
        }
        var made = name switch
        {
            "app" => await api.AddAppAsync(await UserAsync("owner")),
            "foreign" => await api.AddAppAsync(await UserAsync("stranger")),
            "unique" => $"u{Guid.NewGuid():N}"[..16],
            "owner" or "stranger" or "friend" or "admin" => (await UserAsync(name)).Name,
            _ when CaseCertificates.Find(name) is { } pem => pem,
            _ when name.StartsWith("key", StringComparison.Ordinal) => $"ssh-ed25519 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(51))} comment",
            _ => throw new InvalidDataException($"Nothing is called {name}."),
        };
        return _values[name] = made;
    }

    [GeneratedRegex(@"\{([a-z][a-z0-9]*)\}")]
    private static partial Regex Name();
}
