package org.mafalda.mediasoup.transport;

import org.mafalda.mediasoup.InvalidArgumentException;

/** The rules for addresses given as text. Nothing is ever resolved. */
public final class IpAddress {
    private IpAddress() {}

    /**
     * The address itself, if it is a literal one.
     *
     * @param field the name of the field, for the error
     * @throws InvalidArgumentException if {@code address} is neither a literal IPv4 nor a literal IPv6 address
     */
    public static String requireLiteral(String field, String address) {
        if (!isIpv4(address) && !isIpv6(address)) {
            throw InvalidArgumentException.of(field, address, "must be a literal IPv4 or IPv6 address");
        }
        return address;
    }

    /**
     * The address itself, if it is a literal one or a host name.
     *
     * @param field the name of the field, for the error
     * @throws InvalidArgumentException if {@code address} is neither a literal address nor a host name
     */
    public static String requireLiteralOrHostName(String field, String address) {
        if (!isIpv4(address) && !isIpv6(address) && !isHostName(address)) {
            throw InvalidArgumentException.of(field, address, "must be a literal IPv4 or IPv6 address or a host name");
        }
        return address;
    }

    /** Whether it is a literal IPv4 address: four decimal numbers without leading zeros. */
    public static boolean isIpv4(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 4) {
            return false;
        }
        for (String number : numbers) {
            if (!isByte(number)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a literal IPv6 address (RFC 4291, section 2.2), without brackets and without a zone. */
    public static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == 8;
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        if (tail.contains("::") || tail.startsWith(":") || head.indexOf('.') >= 0) {
            return false;
        }
        int before = head.isEmpty() ? 0 : groups(head);
        int after = tail.isEmpty() ? 0 : groups(tail);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    /**
     * Whether it is a host name (RFC 1123, section 2.1): labels of ASCII letters, digits and hyphens, of which the last
     * is not a number, so that a mistyped IPv4 address does not pass for a name.
     */
    public static boolean isHostName(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty() || name.length() > 253) {
            return false;
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return !labels[labels.length - 1].chars().allMatch(IpAddress::isDigit);
    }

    /** The number of 16-bit groups, of which an IPv4 address at the end counts for two; -1 if there is a wrong one. */
    private static int groups(String text) {
        String[] groups = text.split(":", -1);
        int last = groups.length - 1;
        for (int i = 0; i <= last; i++) {
            if (i == last && isIpv4(groups[i])) {
                return groups.length + 1;
            }
            if (!isGroup(groups[i])) {
                return -1;
            }
        }
        return groups.length;
    }

    private static boolean isGroup(String text) {
        return !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(IpAddress::isHexDigit);
    }

    private static boolean isByte(String text) {
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(IpAddress::isDigit)) {
            return false;
        }
        boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
        return !leadingZero && Integer.parseInt(text) <= 255;
    }

    private static boolean isLabel(String text) {
        return !text.isEmpty()
                && text.length() <= 63
                && !text.startsWith("-")
                && !text.endsWith("-")
                && text.chars().allMatch(c -> isDigit(c) || isLetter(c) || c == '-');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
