using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Deis.Platform.Certificates;

/// <summary>The name of an issuer or subject (X.501), in its own order.</summary>
internal sealed class DistinguishedName
{
    private const string CommonNameOid = "2.5.4.3";

    // What OpenSSL calls them; all others are shown by their number.
    private static readonly Dictionary<string, string> ShortNames = new()
    {
        [CommonNameOid] = "CN",
        ["2.5.4.4"] = "SN",
        ["2.5.4.5"] = "serialNumber",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "street",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.12"] = "title",
        ["2.5.4.15"] = "businessCategory",
        ["2.5.4.17"] = "postalCode",
        ["2.5.4.42"] = "GN",
        ["2.5.4.97"] = "organizationIdentifier",
        ["1.2.840.113549.1.9.1"] = "emailAddress",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["1.3.6.1.4.1.311.60.2.1.2"] = "jurisdictionST",
        ["1.3.6.1.4.1.311.60.2.1.3"] = "jurisdictionC",
    };

    private readonly List<(string Oid, string Value)> _parts = [];

    /// <summary>Reads a name.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public DistinguishedName(X500DistinguishedName name)
    {
        for (var groups = new AsnReader(name.RawData, AsnEncodingRules.BER).ReadSequence(); groups.HasData;)
        {
            for (var group = groups.ReadSetOf(skipSortOrderValidation: true); group.HasData;)
            {
                var part = group.ReadSequence();
                _parts.Add((part.ReadObjectIdentifier(), ValueOf(part)));
            }
        }
    }

    /// <summary>The first common name; null when there is none.</summary>
    public string? CommonName => _parts.Where(part => part.Oid == CommonNameOid).Select(part => part.Value).FirstOrDefault();

    /// <summary>All parts as <c>/C=US/ST=CA/CN=foo.com</c>.</summary>
    public override string ToString() => string.Concat(_parts.Select(part => $"/{ShortNames.GetValueOrDefault(part.Oid, part.Oid)}={part.Value}"));

    private static string ValueOf(AsnReader part)
    {
        var tag = part.PeekTag();
        return tag.TagClass == TagClass.Universal && (UniversalTagNumber)tag.TagValue
            is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.BMPString
            or UniversalTagNumber.T61String or UniversalTagNumber.NumericString or UniversalTagNumber.VisibleString
            ? part.ReadCharacterString((UniversalTagNumber)tag.TagValue)
            : $"#{Convert.ToHexString(part.ReadEncodedValue().Span)}";
    }
}
