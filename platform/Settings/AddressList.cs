using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Results;

namespace Deis.Platform.Settings;

/// <summary>Addresses and networks that may reach an app (docs/protocol/controller.md §9.6).</summary>
public static class AddressList
{
    private const int MaxLength = 50;

    /// <summary>Reads a field that holds a list of them, each once, or says what is wrong.</summary>
    public static Result<List<string>> Read(JsonNode? node, string field)
    {
        if (node is not JsonArray items)
        {
            return Error.ForField(field, node is null ? FieldText.Required : "Expected a list of addresses.");
        }
        if (items.Count == 0)
        {
            return Error.ForField(field, "This list may not be empty.");
        }
        var addresses = new List<string>();
        foreach (var item in items)
        {
            var text = item?.GetValueKind() == JsonValueKind.String ? item.GetValue<string>().Trim() : null;
            if (text is null || text.Length > MaxLength || NetworkOf(text) is null)
            {
                return Error.ForItems($"The address {text ?? item?.ToJsonString() ?? "null"} is not valid");
            }
            if (!addresses.Contains(text))
            {
                addresses.Add(text);
            }
        }
        return addresses;
    }

    /// <summary>What an entry means: a network, of one address when it is an address; bits behind the prefix do not matter. Null when it is neither.</summary>
    public static IPNetwork? NetworkOf(string entry)
    {
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? entry : entry[..slash];
        if (host.Contains('%') || !IPAddress.TryParse(host, out var address) ||
            (address.AddressFamily == AddressFamily.InterNetwork && host.Count(character => character == '.') != 3))
        {
            return null;
        }
        var bytes = address.GetAddressBytes();
        var prefix = bytes.Length * 8;
        if (slash >= 0 && (!int.TryParse(entry[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bytes.Length * 8))
        {
            return null;
        }
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] &= (byte)(0xff << (8 - Math.Clamp(prefix - (i * 8), 0, 8)));
        }
        return new IPNetwork(new IPAddress(bytes), prefix);
    }
}
