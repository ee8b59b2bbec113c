/*
 * The names of ankerl::unordered_dense that mediasoup-worker uses, mapped onto the standard library: distributions do
 * not ship that header. The containers differ in speed and memory layout only.
 */
#ifndef MAFALDA_ANKERL_UNORDERED_DENSE_H
#define MAFALDA_ANKERL_UNORDERED_DENSE_H

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename Key>
	using hash = std::hash<Key>;

	template<typename Key, typename Value, typename Hash = std::hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<typename Key, typename Hash = std::hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense

#endif
